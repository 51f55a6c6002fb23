import type Stripe from 'stripe'
import { stripe } from '#billing/provider/client'

type Options = { idempotencyKey: string }

/**
 * Every call that changes something for one organization. Each is written down by its name and parameters before it is
 * made (`payment_requests`), so that it can be made again, the same, by somebody who only finds the row.
 */
export const OPERATIONS = {
  'customer.create': (params: Stripe.CustomerCreateParams, options: Options) =>
    stripe().customers.create(params, options),
  'customer.update': (
    { id, ...params }: { id: string } & Stripe.CustomerUpdateParams,
    options: Options
  ) => stripe().customers.update(id, params, options),
  'customer.tax_id': (
    { id, ...params }: { id: string } & Stripe.CustomerCreateTaxIdParams,
    options: Options
  ) => stripe().customers.createTaxId(id, params, options),
  'customer.credit': (
    { id, ...params }: { id: string } & Stripe.CustomerCreateBalanceTransactionParams,
    options: Options
  ) => stripe().customers.createBalanceTransaction(id, params, options),
  'checkout.create': (params: Stripe.Checkout.SessionCreateParams, options: Options) =>
    stripe().checkout.sessions.create(params, options),
  'subscription.update': (
    { id, ...params }: { id: string } & Stripe.SubscriptionUpdateParams,
    options: Options
  ) => stripe().subscriptions.update(id, params, options),
  'schedule.create': (params: Stripe.SubscriptionScheduleCreateParams, options: Options) =>
    stripe().subscriptionSchedules.create(params, options),
  'schedule.update': (
    { id, ...params }: { id: string } & Stripe.SubscriptionScheduleUpdateParams,
    options: Options
  ) => stripe().subscriptionSchedules.update(id, params, options),
  'schedule.release': ({ id }: { id: string }, options: Options) =>
    stripe().subscriptionSchedules.release(id, {}, options),
  'usage.report': (params: Stripe.Billing.MeterEventCreateParams, options: Options) =>
    stripe().billing.meterEvents.create(params, options),
  'credit_note.create': (params: Stripe.CreditNoteCreateParams, options: Options) =>
    stripe().creditNotes.create(params, options),
} as const

export type Operation = keyof typeof OPERATIONS
export type ParametersOf<Name extends Operation> = Parameters<(typeof OPERATIONS)[Name]>[0]
export type AnswerOf<Name extends Operation> = Awaited<ReturnType<(typeof OPERATIONS)[Name]>>

export function carryOut<Name extends Operation>(
  name: Name,
  parameters: ParametersOf<Name>,
  options: Options
): Promise<AnswerOf<Name>> {
  const call = OPERATIONS[name] as unknown as (
    parameters: ParametersOf<Name>,
    options: Options
  ) => Promise<AnswerOf<Name>>
  return call(parameters, options)
}
