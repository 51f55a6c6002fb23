import type Stripe from 'stripe'
import { sum } from './arithmetic.js'
import { couponView, listOf, meterView, priceView } from './catalogue_views.js'
import type { Form } from './form.js'
import { ApiFault, missing, type Coupon, type Meter, type Price, type World } from './world.js'

const DAY = 86_400
const HOUR = 3_600

export function createProduct(world: World, form: Form): Omit<Stripe.Product, 'lastResponse'> {
  const id = form.text('id') ?? world.newId('prod')
  if (world.products.has(id)) {
    throw new ApiFault(400, `Product already exists.`, { code: 'resource_already_exists' })
  }
  const product = {
    id,
    name: form.text('name')!,
    created: world.now,
    metadata: form.part('metadata').texts(),
  }
  world.products.set(id, product)
  return {
    ...product,
    object: 'product',
    active: true,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    package_dimensions: null,
    shippable: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    updated: world.now,
    url: null,
  }
}

export function createPrice(world: World, form: Form) {
  const lookupKey = form.text('lookup_key') ?? null
  if (lookupKey && [...world.prices.values()].some((price) => price.lookupKey === lookupKey)) {
    throw new ApiFault(400, `A price already uses that lookup key.`, { param: 'lookup_key' })
  }
  world.find(world.products, form.text('product')!, 'product')
  const price: Price = {
    id: world.newId('price'),
    created: world.now,
    product: form.text('product')!,
    currency: form.text('currency')!,
    lookupKey,
    unitAmount: form.text('unit_amount_decimal') ?? form.text('unit_amount')!,
    meter: form.part('recurring').text('meter') ?? null,
    metadata: form.part('metadata').texts(),
  }
  world.prices.set(price.id, price)
  return priceView(price)
}

export function listPrices(world: World, form: Form) {
  const keys = form.list('lookup_keys')
  const found = [...world.prices.values()].filter(({ lookupKey }) => keys.includes(lookupKey ?? ''))
  return listOf(found.map(priceView), '/v1/prices')
}

export function createCoupon(world: World, form: Form) {
  const id = form.text('id') ?? world.newId('coupon')
  if (world.coupons.has(id)) {
    throw new ApiFault(400, `Coupon already exists.`, { code: 'resource_already_exists' })
  }
  const coupon: Coupon = {
    id,
    created: world.now,
    percentOff: form.number('percent_off')!,
    months: form.number('duration_in_months') ?? null,
  }
  world.coupons.set(id, coupon)
  return couponView(coupon)
}

export const retrieveCoupon = (world: World, _: Form, id: string) =>
  couponView(world.find(world.coupons, id, 'coupon'))

export function createMeter(world: World, form: Form) {
  const eventName = form.text('event_name')!
  if ([...world.meters.values()].some((meter) => meter.eventName === eventName)) {
    throw new ApiFault(400, `An active meter already exists for ${eventName}.`)
  }
  const meter: Meter = {
    ...{ id: world.newId('mtr'), created: world.now, eventName },
    displayName: form.text('display_name')!,
  }
  world.meters.set(meter.id, meter)
  return meterView(meter)
}

export const listMeters = (world: World) =>
  listOf([...world.meters.values()].map(meterView), '/v1/billing/meters')

/** One identifier counts once within a day: https://docs.stripe.com/api/billing/meter-event/create */
export function createMeterEvent(world: World, form: Form) {
  const payload = form.part('payload').texts()
  const [identifier, timestamp] = [
    form.text('identifier') ?? world.newId('me'),
    form.number('timestamp') ?? world.now,
  ]
  if (timestamp > world.now + 300 || timestamp < world.now - 35 * DAY) {
    throw new ApiFault(400, 'The timestamp must be within the past 35 days.', {
      param: 'timestamp',
    })
  }
  if (!/^\d+$/.test(payload.value)) {
    throw new ApiFault(400, 'The value has to be a whole number.', { param: 'payload' })
  }
  const known = world.meterEvents.find((event) => event.identifier === identifier)
  if (known && world.now - known.created < DAY) {
    throw new ApiFault(400, `An event already exists with identifier ${identifier}.`, {
      code: 'duplicate_meter_event',
    })
  }
  world.customer(payload.stripe_customer_id)
  const eventName = form.text('event_name')!
  if (![...world.meters.values()].some((meter) => meter.eventName === eventName)) {
    throw new ApiFault(400, `No active meter found for event name ${eventName}.`)
  }
  world.meterEvents.push({
    ...{ identifier, timestamp, eventName, created: world.now },
    customer: payload.stripe_customer_id,
    value: Number(payload.value),
  })
  return {
    object: 'billing.meter_event',
    created: world.now,
    event_name: eventName,
    identifier,
    livemode: false,
    payload,
    timestamp,
  }
}

export function listSummaries(world: World, form: Form, id: string) {
  const meter = world.meters.get(id)
  if (!meter) {
    throw missing('meter', id)
  }
  const [start, end] = [form.number('start_time')!, form.number('end_time')!]
  const size = form.text('value_grouping_window') === 'hour' ? HOUR : end - start
  const found = world.meterEvents.filter(
    ({ customer, eventName, timestamp }) =>
      customer === form.text('customer') &&
      eventName === meter.eventName &&
      timestamp >= start &&
      timestamp < end
  )
  const windows = [
    ...new Set(found.map(({ timestamp }) => start + Math.floor((timestamp - start) / size) * size)),
  ]
  const data = windows
    .sort((one, other) => other - one)
    .map((from) => ({
      id: world.newId('mtrusg'),
      object: 'billing.meter_event_summary',
      aggregated_value: sum(
        found
          .filter(({ timestamp }) => timestamp >= from && timestamp < from + size)
          .map(({ value }) => value)
      ),
      ...{ start_time: from, end_time: from + size, meter: id, livemode: false },
    }))
  return listOf(data, `/v1/billing/meters/${id}/event_summaries`)
}
