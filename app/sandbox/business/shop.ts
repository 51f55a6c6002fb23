import type { SampleCustomer, SampleOrder, SampleRow } from '#kit'
import { PRODUCTS, STOREFRONTS } from './catalogue.js'
import { dayIn, startOfDay } from './days.js'
import { microsOf, originsOf } from './origins.js'
import type { Telling } from './telling.js'

const TAX_RATES: Record<string, number> = { 'europe': 0.09, 'united-states': 0, 'japan': 0.08 }
const SHOP_OPENED = '2025-01-01'
/** Parcels leave a day later: that changes the order. */
const SHIPPED_AFTER = 86_400

const skuOf = (title: string) =>
  title
    .normalize('NFD')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '-')
    .replace(/-$/, '')

const productKey = (title: string) => `product/${skuOf(title)}`

export function shopProducts(): SampleRow[] {
  return STOREFRONTS.flatMap(({ id, currency, timeZone }) =>
    PRODUCTS.map(({ title, prices, weight }) => ({
      key: productKey(title),
      storefront: id,
      title,
      sku: skuOf(title),
      category: /Grinder|Filters|Kit|Mug/.test(title) ? 'Equipment' : 'Coffee',
      currency,
      price: microsOf(prices[currency], currency),
      stock: weight * 12,
      createdAt: startOfDay(timeZone, SHOP_OPENED),
      changedAt: startOfDay(timeZone, SHOP_OPENED),
    }))
  )
}

interface Line {
  key: string
  productKey: string
  title: string
  sku: string
  quantity: number
  price: number
  total: number
}

/** The basket, read from the order's description: `2 × Hand Grinder, Stoneware Mug`. */
function linesOf(order: SampleOrder): Line[] {
  const amount = microsOf(order.amountMinor, order.currency)
  if (order.subscriptionKey) {
    return [line(order, { number: 0, title: 'Coffee Club', quantity: 1, price: amount })]
  }
  // Titles hold commas of their own (“Paper Filters, 100”): a new line begins where a title does.
  const parts = order.description.split(/, (?=\d+ × |[A-Z])/)
  return parts.map((part, number) => {
    const [, count, title] = /^(?:(\d+) × )?(.*)$/.exec(part)!
    const product = PRODUCTS.find((each) => each.title === title)!
    const price = microsOf(product.prices[order.currency], order.currency)
    return line(order, { number, title, quantity: Number(count ?? 1), price })
  })
}

function line(
  { key }: SampleOrder,
  of: { number: number; title: string; quantity: number; price: number }
): Line {
  return {
    key: `${key}/line/${of.number}`,
    productKey: productKey(of.title),
    title: of.title,
    sku: skuOf(of.title),
    quantity: of.quantity,
    price: of.price,
    total: of.price * of.quantity,
  }
}

/** The shop's orders: the same as the payments, with their baskets. Prices contain the tax. */
export function shopOrders({ business, seed, now }: Telling): SampleRow[] {
  const seconds = now.getTime() / 1000
  const origins = originsOf(business, seed)
  const customers = new Map(business.customers.map((customer) => [customer.key, customer]))
  return business.orders
    .filter(({ at }) => at <= seconds)
    .map((order) => ({
      ...describe(order, seconds),
      ...personOf(customers.get(order.customerKey)),
      channel: origins.get(order.key),
    }))
}

function describe(order: SampleOrder, seconds: number): SampleRow {
  const { timeZone } = STOREFRONTS.find(({ id }) => id === order.storefront)!
  const micros = (amountMinor: number) => microsOf(amountMinor, order.currency)
  const total = micros(order.amountMinor)
  const lines = linesOf(order)
  const refunds = order.refunds.filter(({ at }) => at <= seconds)
  const refunded = refunds.reduce((sum, { amountMinor }) => sum + micros(amountMinor), 0)
  const events = [order.at, order.at + SHIPPED_AFTER, ...refunds.map(({ at }) => at)]
  return {
    key: order.key,
    number: numberOf(order),
    storefront: order.storefront,
    siteKey: `site/${order.storefront}`,
    at: order.at,
    day: dayIn(timeZone, new Date(order.at * 1000)),
    changedAt: Math.max(...events.filter((at) => at <= seconds)),
    timeZone,
    currency: order.currency,
    total,
    ...taxOf(total, order),
    discount: 0,
    shipping: 0,
    refunded,
    status: refunded === 0 ? 'paid' : refunded < total ? 'partially_refunded' : 'refunded',
    source: order.subscriptionKey ? 'subscription' : 'web',
    lines,
    units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    refunds: refunds.map(({ key, at, amountMinor, reason }) => ({
      key,
      at,
      amount: micros(amountMinor),
      reason,
    })),
  }
}

/** Nine digits that belong to the order for good, whatever else is ordered. */
const numberOf = ({ at }: SampleOrder) => at - 1_700_000_000

function taxOf(total: number, { storefront, currency }: SampleOrder) {
  const unit = currency === 'JPY' ? 1_000_000 : 10_000
  const rate = TAX_RATES[storefront]
  const tax = Math.round((total * rate) / (1 + rate) / unit) * unit
  return { tax, subtotal: total - tax }
}

export function personOf(customer: SampleCustomer | undefined): SampleRow {
  const [firstName, ...rest] = (customer?.name ?? '').split(' ')
  return {
    customerKey: customer?.key,
    customerName: customer?.name,
    customerEmail: customer?.email,
    firstName,
    lastName: rest.join(' '),
    country: customer?.country,
  }
}
