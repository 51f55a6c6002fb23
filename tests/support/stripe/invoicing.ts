import { amountOf, part, sum } from './arithmetic.js'
import type { Invoice, Item, Line, PlannedItem, Price, Subscription, World } from './world.js'

/** Percent of tax by country, as far as the tests go there. */
const TAX: Record<string, number> = { DE: 19, NL: 21, FR: 20, ES: 21, IT: 22 }

/** Draft invoices of a new period wait so long for usage before they are finalized. */
export const DRAFT_SECONDS = 3_600

export const licensed = (item: PlannedItem) => item.price.meter === null

/** What a customer used of a meter in a period. */
function usageOf(
  world: World,
  customer: string,
  { price, from, to }: Span & { price: Price }
): number {
  const { eventName } = world.meters.get(price.meter!)!
  const events = world.meterEvents.filter(
    (event) =>
      event.eventName === eventName &&
      event.customer === customer &&
      event.timestamp >= from &&
      event.timestamp < to
  )
  return sum(events.map(({ value }) => value))
}

type Span = { from: number; to: number }

function lineOf(world: World, item: Item, given: Partial<Line> & Span & { amount: number }): Line {
  return {
    id: world.newId('il'),
    description: `${item.quantity} × ${item.price.lookupKey ?? item.price.id}`,
    quantity: item.quantity,
    price: item.price,
    item: item.id,
    isProration: false,
    discount: 0,
    tax: 0,
    ...given,
  }
}

/** Plan and packs ahead. */
export function aheadLines(world: World, subscription: Subscription): Line[] {
  const { periodStart: from, periodEnd: to } = subscription
  return subscription.items
    .filter(licensed)
    .map((item) =>
      lineOf(world, item, { amount: amountOf(item.price.unitAmount, item.quantity), from, to })
    )
}

/** Usage of the period that ends, afterwards. */
export function usageLines(world: World, subscription: Subscription): Line[] {
  const { periodStart: from, periodEnd: to } = subscription
  return subscription.items
    .filter((item) => !licensed(item))
    .map((item) => {
      const quantity = usageOf(world, subscription.customer, { price: item.price, from, to })
      const amount = amountOf(item.price.unitAmount, quantity)
      return lineOf(world, item, { amount, quantity, from, to })
    })
}

/** Usage that arrived while the invoice was a draft is in it. */
export function recount(world: World, { lines, customer }: Invoice) {
  for (const line of lines.filter(({ price }) => price.meter !== null)) {
    line.quantity = usageOf(world, customer, line)
    line.amount = amountOf(line.price.unitAmount, line.quantity)
  }
}

/** What is left of the old items comes back, what is left of the new ones is charged, by the second. */
export function prorationLines(
  world: World,
  subscription: Subscription,
  { after, at }: { after: Item[]; at: number }
): Line[] {
  const { periodStart, periodEnd: to, items: before } = subscription
  const whole = to - periodStart
  const portion = ({ price, quantity }: Item) =>
    part(amountOf(price.unitAmount, quantity), to - at, whole)
  const span = { from: at, to, isProration: true }
  const gone = before.filter(licensed).filter((item) => !isAmong(item, after))
  const come = after.filter(licensed).filter((item) => !isAmong(item, before))
  return [
    ...gone.map((item) => lineOf(world, item, { ...span, amount: -portion(item) })),
    ...come.map((item) => lineOf(world, item, { ...span, amount: portion(item) })),
  ].filter(({ amount }) => amount !== 0)
}

const isAmong = ({ price, quantity }: Item, items: Item[]) =>
  items.some((other) => other.price.id === price.id && other.quantity === quantity)

export function draftInvoice(
  world: World,
  subscription: Subscription,
  given: Pick<Invoice, 'reason' | 'lines'> & { finalizesAt: number }
): Invoice {
  const { customer, currency, id, periodStart, periodEnd, discount } = subscription
  const invoice: Invoice = {
    id: world.newId('in'),
    ...{ number: null, created: world.now, customer, subscription: id, currency },
    ...{ status: 'draft', periodStart, periodEnd },
    ...given,
    discount: discount && (discount.end === null || world.now < discount.end) ? discount : null,
    ...{ startingBalance: 0, appliedBalance: 0, total: 0, amountDue: 0, amountPaid: 0 },
    ...{ attempts: 0, nextAttempt: null, finalizedAt: null, paidAt: null },
    ...{ creditedBefore: 0, creditedAfter: 0 },
  }
  settleTotals(world, subscription, invoice)
  return invoice
}

/** Discount and tax of each line, and the total. Called again while the invoice is a draft. */
export function settleTotals(world: World, { taxes }: Subscription, invoice: Invoice) {
  const percent = invoice.discount?.coupon.percentOff ?? 0
  const rate = taxes ? taxRate(world, invoice.customer) : 0
  for (const line of invoice.lines) {
    line.discount = part(line.amount, percent, 100)
    line.tax = part(line.amount - line.discount, rate, 100)
  }
  invoice.total = sum(invoice.lines.map(({ amount, discount, tax }) => amount - discount + tax))
  invoice.startingBalance = world.customer(invoice.customer).balance
  // A negative balance is credit of the customer. A negative total becomes credit.
  const credit = Math.max(0, -invoice.startingBalance)
  invoice.appliedBalance = invoice.total < 0 ? invoice.total : Math.min(credit, invoice.total)
  invoice.amountDue = invoice.total - invoice.appliedBalance
}

/** Businesses of the Union with a tax id pay it themselves: https://docs.stripe.com/tax/zero-tax */
export function taxRate(world: World, customer: string): number {
  const { address, taxIds } = world.customer(customer)
  return taxIds.some(({ type }) => type === 'eu_vat') ? 0 : (TAX[address?.country ?? ''] ?? 0)
}
