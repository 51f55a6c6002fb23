import plansConfig from '#config/plans'
import type { Coupon, Currency, Terms } from '#billing/plans/plan'

const { plans, coupons } = plansConfig

/** What can be chosen today: the highest version of each plan, in the order in which they are written. */
export function plansOnOffer(): Terms[] {
  return plans.filter(({ plan, version }) =>
    plans.every((other) => other.plan !== plan || other.version <= version)
  )
}

export function findPlan(plan: string): Terms | undefined {
  return plansOnOffer().find((terms) => terms.plan === plan)
}

/** One that the configuration cannot do without: the trial's, and the one below all others. */
export function planNamed(plan: string): Terms {
  const found = findPlan(plan)
  if (!found) {
    throw new Error(`config/plans.ts names the plan '${plan}' but does not describe it.`)
  }
  return found
}

export const fallbackTerms = () => planNamed(plansConfig.fallbackPlan)

/** Codes are typed by people, so case and spaces do not matter. */
export function findCoupon(code: string): Coupon | undefined {
  const typed = code.trim().toUpperCase()
  return coupons.find((coupon) => coupon.code === typed)
}

/** What a plan with its packs costs a month, in cents; null where the price is agreed on. */
export function monthlyPrice(
  { monthly, packs: offered }: Terms,
  packs: Record<string, number>,
  currency: Currency
): number | null {
  if (!monthly) {
    return null
  }
  const forPacks = Object.entries(packs).map(
    ([name, count]) => (offered[name]?.monthly[currency] ?? 0) * count
  )
  return forPacks.reduce((sum, cents) => sum + cents, monthly[currency])
}
