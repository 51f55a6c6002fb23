import type Stripe from 'stripe'
import { stripe } from '#billing/provider/client'
import type { WantedPrice } from '#billing/provider/price_keys'
import type { Coupon, Flow } from '#billing/plans/plan'

/** Lookup keys that one request may name. */
const KEYS_PER_REQUEST = 10

/** The ids of prices by their keys; what is missing is made, under keys that make it once. */
export async function ensurePrices(wanted: WantedPrice[]): Promise<Map<string, string>> {
  const known = await pricesByKey(wanted.map(({ key }) => key))
  for (const price of wanted) {
    if (!known.has(price.key)) {
      known.set(price.key, await createPrice(price))
    }
  }
  return known
}

async function pricesByKey(keys: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (let start = 0; start < keys.length; start += KEYS_PER_REQUEST) {
    const { data } = await stripe().prices.list({
      lookup_keys: keys.slice(start, start + KEYS_PER_REQUEST),
      active: true,
      limit: 100,
    })
    data.forEach(({ id, lookup_key: key }) => found.set(key!, id))
  }
  return found
}

async function createPrice(wanted: WantedPrice): Promise<string> {
  const { key, product, unitAmount, currency, meter } = wanted
  await orKnown(() =>
    stripe().products.create(product, { idempotencyKey: `product:${product.id}` })
  )
  const recurring: Stripe.PriceCreateParams.Recurring = meter
    ? { interval: 'month', usage_type: 'metered', meter: await ensureMeter(meter) }
    : { interval: 'month', usage_type: 'licensed' }
  const { id } = await stripe().prices.create(
    {
      product: product.id,
      currency: currency.toLowerCase(),
      unit_amount_decimal: unitAmount as never,
      recurring,
      lookup_key: key,
      tax_behavior: 'exclusive',
    },
    { idempotencyKey: `price:${key}` }
  )
  return id
}

export const meterEventName = (meter: Flow) => `quarterdeck_extra_${meter}`

export async function findMeter(meter: Flow): Promise<string | undefined> {
  const { data } = await stripe().billing.meters.list({ status: 'active', limit: 100 })
  return data.find((known) => known.event_name === meterEventName(meter))?.id
}

async function ensureMeter(meter: Flow): Promise<string> {
  const known = await findMeter(meter)
  if (known) {
    return known
  }
  const { id } = await stripe().billing.meters.create(
    {
      display_name: `Extra ${meter.replaceAll('_', ' ')}`,
      event_name: meterEventName(meter),
      default_aggregation: { formula: 'sum' },
      customer_mapping: { type: 'by_id', event_payload_key: 'stripe_customer_id' },
      value_settings: { event_payload_key: 'value' },
    },
    { idempotencyKey: `meter:${meter}` }
  )
  return id
}

/** Coupons have our codes as their ids. */
export async function ensureCoupon({ code, percentOff, periods }: Coupon): Promise<string> {
  await orKnown(() =>
    stripe().coupons.create(
      {
        id: code,
        percent_off: percentOff,
        ...(periods === null
          ? { duration: 'forever' }
          : { duration: 'repeating', duration_in_months: periods }),
      },
      { idempotencyKey: `coupon:${code}` }
    )
  )
  return code
}

/** Makes something whose id we chose; one that is there already is the one that was wanted. */
async function orKnown(create: () => Promise<unknown>) {
  try {
    await create()
  } catch (error) {
    if ((error as { code?: string }).code !== 'resource_already_exists') {
      throw error
    }
  }
}
