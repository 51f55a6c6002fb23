import Stripe from 'stripe'
import { EMULATED_KEY, StripeEmulator } from './emulator.js'

const DAY = 86_400

export interface Heard {
  name: string
  body: unknown
}

/** Asks the emulator for everything it can answer, in states that differ, and keeps each answer as it went out. */
export async function everyAnswer(): Promise<Heard[]> {
  const emulator = await new StripeEmulator(new Date('2027-03-01T10:37:00Z')).start()
  const heard: Heard[] = []
  emulator.heard = (name, body) => heard.push({ name, body: structuredClone(body) })
  const client = new Stripe(EMULATED_KEY, {
    ...{ host: '127.0.0.1', port: new URL(emulator.url).port, protocol: 'http' },
    maxNetworkRetries: 0,
    telemetry: false,
  })
  try {
    await walk({ emulator, client })
  } finally {
    await emulator.stop()
  }
  return heard
}

interface Walk {
  emulator: StripeEmulator
  client: Stripe
}

async function walk({ emulator, client }: Walk) {
  const prices = await makeCatalogue(client)
  const customer = await makeCustomer(client)
  const subscription = await subscribe({ emulator, client }, customer, prices)
  await use(client, customer, prices.meter)
  await change(client, subscription, prices)
  await rest(client, subscription)
  await turnMonth({ emulator, client }, customer)
  await endCustomer({ emulator, client }, customer, subscription)
}

type Prices = Awaited<ReturnType<typeof makeCatalogue>>

async function makeCatalogue(client: Stripe) {
  const { id: product } = await client.products.create({ name: 'Plan' })
  const { id: meter } = await client.billing.meters.create({
    display_name: 'Extra records',
    event_name: 'extra_records',
    default_aggregation: { formula: 'sum' },
  })
  await client.billing.meters.list()
  const monthly = { product, currency: 'eur' }
  const plan = await client.prices.create({
    ...{ ...monthly, unit_amount: 4_900, lookup_key: 'plan' },
    recurring: { interval: 'month' },
  })
  const larger = await client.prices.create({
    ...{ ...monthly, unit_amount: 19_900 },
    recurring: { interval: 'month' },
  })
  const extra = await client.prices.create({
    ...{ ...monthly, unit_amount_decimal: '0.0009' as never },
    recurring: { interval: 'month', usage_type: 'metered', meter },
  })
  await client.prices.list({ lookup_keys: ['plan'] })
  for (const [id, length] of [
    ['FOREVER', { duration: 'forever' }],
    ['THREE', { duration: 'repeating', duration_in_months: 3 }],
  ] as const) {
    await client.coupons.create({ id, percent_off: 20, ...length })
    await client.coupons.retrieve(id)
  }
  return { plan: plan.id, larger: larger.id, extra: extra.id, meter }
}

async function makeCustomer(client: Stripe): Promise<string> {
  const { id } = await client.customers.create({ name: 'Harbor Coffee' })
  await client.customers.update(id, { email: 'a@b.test', address: { country: 'DE', city: 'Kiel' } })
  await client.customers.retrieve(id)
  await client.customers.createBalanceTransaction(id, { amount: -500, currency: 'eur' })
  const taxId = await client.customers.createTaxId(id, { type: 'eu_vat', value: 'DE123456789' })
  await client.customers.listTaxIds(id)
  await client.customers.deleteTaxId(id, taxId.id)
  await client.billingPortal.sessions.create({ customer: id, return_url: 'http://localhost/' })
  return id
}

async function subscribe({ emulator, client }: Walk, customer: string, prices: Prices) {
  const session = await client.checkout.sessions.create({
    ...{ mode: 'subscription', customer, success_url: 'http://localhost/' },
    line_items: [{ price: prices.plan, quantity: 1 }, { price: prices.extra }],
    ...{ discounts: [{ coupon: 'THREE' }], automatic_tax: { enabled: true } },
    subscription_data: { trial_end: emulator.world.now + 14 * DAY },
  })
  const body = new URLSearchParams({ card: '4242 4242 4242 4242' })
  await fetch(session.url!, { method: 'POST', body, redirect: 'manual' })
  await client.checkout.sessions.retrieve(session.id)
  const { data } = await client.subscriptions.list({ customer })
  await passTo(client, emulator.world.now + 15 * DAY)
  return client.subscriptions.retrieve(data[0].id)
}

const passTo = (client: Stripe, moment: number) =>
  client.testHelpers.testClocks.advance('clock_emulated', { frozen_time: moment })

async function use(client: Stripe, customer: string, meter: string) {
  const { frozen_time: now } = await client.testHelpers.testClocks.retrieve('clock_emulated')
  await client.billing.meterEvents.create({
    event_name: 'extra_records',
    payload: { stripe_customer_id: customer, value: '1000000' },
  })
  const span = {
    start_time: now - DAY,
    end_time: now + DAY,
    value_grouping_window: 'hour' as const,
  }
  await client.billing.meters.listEventSummaries(meter, { customer, ...span })
}

async function change(client: Stripe, { id, items }: Stripe.Subscription, prices: Prices) {
  const [{ id: item }] = items.data
  const wanted = { items: [{ id: item, price: prices.larger }] }
  await client.invoices.createPreview({ subscription: id, subscription_details: wanted })
  await client.subscriptions.update(id, { ...wanted, proration_behavior: 'always_invoice' })
  const schedule = await client.subscriptionSchedules.create({ from_subscription: id })
  const phases = [{ items: [{ price: prices.larger }] }, { items: [{ price: prices.plan }] }]
  await client.subscriptionSchedules.update(schedule.id, { phases: phases as never })
  await client.subscriptions.retrieve(id)
  await client.subscriptionSchedules.release(schedule.id)
}

async function rest(client: Stripe, { id }: Stripe.Subscription) {
  await client.subscriptions.update(id, { pause_collection: { behavior: 'void' } })
  await client.subscriptions.update(id, { pause_collection: '', cancel_at_period_end: true })
  await client.subscriptions.update(id, { cancel_at_period_end: false })
}

/** One month that is paid, and one whose card fails and is replaced. */
async function turnMonth({ emulator, client }: Walk, customer: string) {
  await passTo(client, emulator.world.now + 32 * DAY)
  emulator.world.customer(customer).card = 'declined'
  await passTo(client, emulator.world.now + 31 * DAY)
  const { data } = await client.invoices.list({ customer })
  emulator.world.customer(customer).card = 'good'
  await client.invoices.pay(data[0].id!)
  await client.invoices.retrieve(data[0].id!)
  const notes = { invoice: data[1].id!, reason: 'order_change' as const }
  await client.creditNotes.create({ ...notes, amount: 100, refund_amount: 100 })
  await client.creditNotes.create({ ...notes, amount: 50, credit_amount: 50 })
  await client.creditNotes.list({ customer })
}

async function endCustomer({ client }: Walk, customer: string, { id }: Stripe.Subscription) {
  await client.subscriptions.cancel(id)
  await client.subscriptions.list({ customer, status: 'all' })
  await client.customers.del(customer)
  await client.customers.retrieve(customer)
}
