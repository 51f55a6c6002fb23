import type { DateTime } from 'luxon'
import { shareOf } from '#billing/money/money'
import type { UsedCoupon } from '#billing/subscriptions/subscription'
import type { InvoiceLine } from '#billing/invoicing/lines'

/** What an invoice adds up to, in cents. Tax is calculated by a payment provider only. */
export interface Totals {
  subtotalCents: number
  discountCents: number
  taxCents: number
  totalCents: number
  /** Credit of the customer that is used up by it; negative where the invoice itself leaves a credit. */
  balanceCents: number
  dueCents: number
}

/** A coupon takes its percent off every line, each rounded by itself. */
export function totalsOf(
  lines: InvoiceLine[],
  { coupon, balanceCents, now }: { coupon: UsedCoupon | null; balanceCents: number; now: DateTime }
): Totals {
  const percent = coupon && isGood(coupon, now) ? coupon.percentOff : 0
  const subtotalCents = sum(lines.map(({ cents }) => cents))
  const discountCents = sum(lines.map(({ cents }) => shareOf(cents, percent, 100)))
  const totalCents = subtotalCents - discountCents
  const used = totalCents < 0 ? totalCents : Math.min(totalCents, Math.max(0, balanceCents))
  const dueCents = totalCents - used
  return { subtotalCents, discountCents, taxCents: 0, totalCents, balanceCents: used, dueCents }
}

const sum = (cents: number[]) => cents.reduce((total, amount) => total + amount, 0)

function isGood({ endsAt }: UsedCoupon, now: DateTime) {
  return endsAt === null || now.toMillis() < Date.parse(endsAt)
}
