import type Stripe from 'stripe'
import { stripe } from '#billing/provider/client'
import { readPriceKey } from '#billing/provider/price_keys'
import type { InvoiceLine, LineKind } from '#billing/invoicing/lines'

export interface AccountInvoice {
  ref: string
  number: string | null
  status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible'
  reason: string
  currency: string
  periodStart: Date
  periodEnd: Date
  lines: (InvoiceLine & { priceKey: string | null })[]
  subtotalCents: number
  discountCents: number
  taxCents: number
  totalCents: number
  balanceCents: number
  dueCents: number
  creditedCents: number
  hostedUrl: string | null
  issuedAt: Date
  /** Since when it is owed; null while it is not. */
  failedSince: Date | null
}

const at = (seconds: number) => new Date(seconds * 1_000)

export async function readInvoice(
  invoice: Stripe.Invoice,
  keys: Map<string, string | null>
): Promise<AccountInvoice> {
  const { lines } = invoice
  const all = lines.has_more
    ? await stripe().invoices.listLineItems(invoice.id!).autoPagingToArray({ limit: 1_000 })
    : lines.data
  return {
    ...amountsOf(invoice),
    ...stateOf(invoice),
    ref: invoice.id!,
    number: invoice.number,
    reason: invoice.billing_reason ?? 'manual',
    currency: invoice.currency.toUpperCase(),
    periodStart: at(invoice.period_start),
    periodEnd: at(invoice.period_end),
    lines: all.map((line) => readLine(line, keys)),
    hostedUrl: invoice.hosted_invoice_url ?? null,
  }
}

const STATUSES = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const

function stateOf({
  status,
  status_transitions: moved,
  created,
  attempt_count: tries,
}: Stripe.Invoice) {
  const issuedAt = at(moved.finalized_at ?? created)
  return {
    status: STATUSES.find((known) => known === status) ?? 'draft',
    issuedAt,
    failedSince: status === 'open' && tries > 0 ? issuedAt : null,
  }
}

const total = (amounts: { amount: number }[] | null) =>
  (amounts ?? []).reduce((sum, { amount }) => sum + amount, 0)

/** Stripe's `amount_due` is never negative: what is credited stays in the balance. */
function amountsOf(invoice: Stripe.Invoice) {
  const { pre_payment_credit_notes_amount: before, post_payment_credit_notes_amount: after } =
    invoice
  return {
    subtotalCents: invoice.subtotal,
    discountCents: total(invoice.total_discount_amounts),
    taxCents: total(invoice.total_taxes),
    totalCents: invoice.total,
    balanceCents: invoice.total - invoice.amount_due,
    dueCents: invoice.amount_due,
    creditedCents: before + after,
  }
}

function readLine(line: Stripe.InvoiceLineItem, keys: Map<string, string | null>) {
  const priceKey = keys.get(priceRefOf(line) ?? '') ?? null
  return {
    kind: isProration(line) ? prorated(line.amount) : kindOf(priceKey),
    description: line.description ?? '',
    quantity: line.quantity ?? 0,
    cents: line.amount,
    from: at(line.period.start).toISOString(),
    to: at(line.period.end).toISOString(),
    priceKey,
  }
}

const isProration = ({ parent }: Stripe.InvoiceLineItem) =>
  parent?.subscription_item_details?.proration ?? false

const prorated = (cents: number): LineKind => (cents < 0 ? 'unused' : 'remaining')
const kindOf = (key: string | null) => readPriceKey(key)?.kind ?? 'plan'

function priceRefOf({ pricing }: Stripe.InvoiceLineItem): string | null {
  const price = pricing?.price_details?.price
  return typeof price === 'string' ? price : (price?.id ?? null)
}
