import plansConfig from '#config/plans'
import { readPriceKey } from '#billing/provider/price_keys'
import type { AccountItem, AccountSubscription } from '#billing/provider/read_account'
import type { Terms } from '#billing/plans/plan'
import type { Subscription } from '#billing/subscriptions/subscription'

/** What the positions at the provider mean here, and what of them means nothing. */
export interface Understood {
  terms: Terms | null
  packs: Record<string, number>
  problems: Problem[]
}

export interface Problem {
  subject: string
  message: string
}

/** The versions that an organization may be on: its own copies first, because a plan may be gone from the configuration. */
function versionOf(plan: string, version: number, { terms, nextTerms }: Subscription) {
  return [terms, nextTerms, ...plansConfig.plans].find(
    (known) => known?.plan === plan && known.version === version
  )
}

export function understandItems(items: AccountItem[], known: Subscription): Understood {
  const read = items.map((item) => ({ ...item, price: readPriceKey(item.key) }))
  const plans = read.filter(({ price }) => price?.kind === 'plan')
  const packs = read.filter(({ price }) => price?.kind === 'pack')
  const [plan] = plans
  const terms = plan ? (versionOf(plan.price!.name, plan.price!.value, known) ?? null) : null
  const problems = [
    ...(read.some(({ price }) => price === null) ? [FOREIGN_PRICE] : []),
    ...(plans.length > 1 ? [SEVERAL_PLANS] : []),
    ...(terms === null ? [UNKNOWN_PLAN] : []),
    ...(hasTwice(read) ? [ITEM_TWICE] : []),
  ]
  return { terms, packs: totalOf(packs), problems }
}

type ReadItem = AccountItem & { price: ReturnType<typeof readPriceKey> }

/** Two prices of one pack or meter are charged both, whatever each of them costs. */
function hasTwice(items: ReadItem[]) {
  const meanings = items.flatMap(({ price }) =>
    price && price.kind !== 'plan' ? [`${price.kind}.${price.name}`] : []
  )
  return new Set(meanings).size < meanings.length
}

function totalOf(packs: ReadItem[]) {
  const sums: Record<string, number> = {}
  for (const { price, quantity } of packs) {
    sums[price!.name] = (sums[price!.name] ?? 0) + quantity
  }
  return sums
}

/** Somebody changed the currency by hand: what was agreed on is no longer what is charged. */
export function currencyProblem({ currency }: AccountSubscription, known: Subscription): Problem[] {
  return known.collector === 'provider' && currency !== known.currency
    ? [
        {
          subject: 'provider.currency',
          message: `The subscription is in ${currency} at the payment provider and in ${known.currency} here. What this organization may use is unchanged. Move it back, or cancel it there and subscribe again here.`,
        },
      ]
    : []
}

const FOREIGN_PRICE: Problem = {
  subject: 'provider.price',
  message:
    'The subscription has a price at the payment provider that was not made by Quarterdeck. It changes nothing about what this organization may use. Remove it there, or agree on a contract for it.',
}

const SEVERAL_PLANS: Problem = {
  subject: 'provider.plans',
  message:
    'The subscription has two plans at the payment provider; the first one counts here. Remove the other one there, or the customer pays for both.',
}

const UNKNOWN_PLAN: Problem = {
  subject: 'provider.plan',
  message:
    'The subscription has no plan at the payment provider that config/plans.ts knows. This organization keeps what it had. Add the version to config/plans.ts again, or change the subscription there.',
}

const ITEM_TWICE: Problem = {
  subject: 'provider.twice',
  message:
    'The subscription has two positions of one pack or meter at the payment provider, so it is charged twice. Remove one of them there, and give a credit for what was charged.',
}

export const SEVERAL_SUBSCRIPTIONS: Problem = {
  subject: 'provider.subscriptions',
  message:
    'The customer has more than one subscription at the payment provider and pays for each; the newest one counts here. Cancel the others there, and give a credit for what they charged.',
}

export const CUSTOMER_DELETED: Problem = {
  subject: 'provider.customer',
  message:
    'The customer was deleted at the payment provider, and its subscription with it. This organization is on the Free plan until it subscribes again.',
}
