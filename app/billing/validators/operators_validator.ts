import vine from '@vinejs/vine'
import { findPlan, plansOnOffer } from '#billing/plans/catalogue'
import { METERS, type Meter, type Terms } from '#billing/plans/plan'

const money = () =>
  vine
    .string()
    .trim()
    .regex(/^\d{1,7}([.,]\d{1,2})?$/)

/** Typed money as whole cents: `49`, `49.5` and `49,50` are all fine. */
export const centsOf = (typed: string) => Math.round(Number(typed.replace(',', '.')) * 100)

export const creditValidator = vine.create({
  invoiceId: vine.string().uuid(),
  amount: money(),
  way: vine.enum(['refund', 'credit'] as const),
  intent: vine.string().uuid(),
})

export const trialValidator = vine.create({
  until: vine.string().regex(/^\d{4}-\d{2}-\d{2}$/),
})

const limits = Object.fromEntries(
  METERS.map((meter) => [
    meter,
    vine.number().withoutDecimals().min(0).max(1_000_000_000_000).nullable(),
  ])
) as Record<Meter, ReturnType<ReturnType<typeof vine.number>['nullable']>>

export const contractValidator = vine.create({
  plan: vine.string().maxLength(40),
  name: vine.string().trim().minLength(1).maxLength(60),
  monthly: money(),
  included: vine.object(limits),
})

type Contract = Awaited<ReturnType<typeof contractValidator.validate>>

/** A contract as terms: what the plan has, with its own name, price and limits. No limit is null. */
export function termsOf(contract: Contract): Terms {
  const plan = findPlan(contract.plan) ?? plansOnOffer().at(-1)!
  const cents = centsOf(contract.monthly)
  return {
    ...plan,
    name: contract.name,
    monthly: { USD: cents, EUR: cents },
    included: contract.included as Terms['included'],
  }
}
