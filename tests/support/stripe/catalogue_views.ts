import type Stripe from 'stripe'
import type { Coupon, Meter, Price, UsedDiscount } from './world.js'

type View<Kind> = Omit<Kind, 'lastResponse'>

export function priceView(price: Price): View<Stripe.Price> {
  const isWhole = !price.unitAmount.includes('.')
  return {
    id: price.id,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: price.lookupKey,
    metadata: price.metadata,
    nickname: null,
    product: price.product,
    recurring: {
      interval: 'month',
      interval_count: 1,
      meter: price.meter,
      trial_period_days: null,
      usage_type: price.meter ? 'metered' : 'licensed',
    },
    tax_behavior: 'exclusive',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: isWhole ? Number(price.unitAmount) : null,
    unit_amount_decimal: price.unitAmount as never,
  }
}

/** The older form of a price, which items still carry. */
export function planView(price: Price): View<Stripe.Plan> {
  const view = priceView(price)
  return {
    id: price.id,
    object: 'plan',
    active: true,
    amount: view.unit_amount,
    amount_decimal: price.unitAmount as never,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: 'month',
    interval_count: 1,
    livemode: false,
    metadata: price.metadata,
    meter: price.meter,
    nickname: null,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: price.meter ? 'metered' : 'licensed',
  }
}

export function couponView(coupon: Coupon): View<Stripe.Coupon> {
  return {
    id: coupon.id,
    object: 'coupon',
    amount_off: null,
    created: coupon.created,
    currency: null,
    duration: coupon.months === null ? 'forever' : 'repeating',
    duration_in_months: coupon.months,
    livemode: false,
    max_redemptions: null,
    metadata: {},
    name: coupon.id,
    percent_off: coupon.percentOff,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  }
}

export function discountView(
  discount: UsedDiscount,
  at: { customer: string; subscription: string }
) {
  const view: View<Stripe.Discount> = {
    id: discount.id,
    object: 'discount',
    checkout_session: null,
    customer: at.customer,
    customer_account: null,
    end: discount.end,
    invoice: null,
    invoice_item: null,
    promotion_code: null,
    source: { coupon: couponView(discount.coupon) as Stripe.Coupon, type: 'coupon' },
    start: discount.start,
    subscription: at.subscription,
    subscription_item: null,
  }
  return view
}

export function meterView(meter: Meter): View<Stripe.Billing.Meter> {
  return {
    id: meter.id,
    object: 'billing.meter',
    created: meter.created,
    customer_mapping: { event_payload_key: 'stripe_customer_id', type: 'by_id' },
    default_aggregation: { formula: 'sum' },
    display_name: meter.displayName,
    event_name: meter.eventName,
    event_time_window: null,
    livemode: false,
    status: 'active',
    status_transitions: { deactivated_at: null },
    updated: meter.created,
    value_settings: { event_payload_key: 'value' },
  }
}

export function listOf<Kind>(data: Kind[], url: string) {
  return { object: 'list' as const, data, has_more: false, url }
}
