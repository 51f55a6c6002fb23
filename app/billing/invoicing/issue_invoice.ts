import type { DateTime } from 'luxon'
import { newId, type TenantTransaction } from '#foundation'
import type { InvoiceLine } from '#billing/invoicing/lines'
import { totalsOf } from '#billing/invoicing/totals'
import type { Period } from '#billing/plans/periods'
import { saveSubscription, type Subscription } from '#billing/subscriptions/subscription'

export type InvoiceReason = 'subscription_start' | 'plan_change' | 'period'

interface NewInvoice {
  reason: InvoiceReason
  lines: InvoiceLine[]
  period: Period
  now: DateTime
}

/**
 * Writes an invoice of our own ledger, where no payment provider collects. The subscription is held, so numbers run
 * without gaps. Nothing to charge and nothing to give back makes no invoice.
 */
export async function issueInvoice(
  tenant: TenantTransaction,
  subscription: Subscription,
  { reason, lines, period, now }: NewInvoice
) {
  if (lines.length === 0) {
    return
  }
  const totals = totalsOf(lines, { ...subscription, now })
  await tenant.query(
    `INSERT INTO invoices (organization_id, id, number, status, reason, currency, period_start, period_end, lines,
       subtotal_cents, discount_cents, total_cents, balance_cents, due_cents, issued_at, updated_at)
     SELECT $1, $2, 'QD-' || lpad((count(*) + 1)::text, 5, '0'), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14
     FROM invoices WHERE organization_id = $1`,
    [
      tenant.organizationId,
      newId(now.toMillis()),
      totals.dueCents > 0 ? 'uncollected' : 'paid',
      reason,
      subscription.currency,
      period.start.toJSDate(),
      period.end.toJSDate(),
      JSON.stringify(lines),
      totals.subtotalCents,
      totals.discountCents,
      totals.totalCents,
      totals.balanceCents,
      totals.dueCents,
      now.toJSDate(),
    ]
  )
  const balanceCents = subscription.balanceCents - totals.balanceCents
  await saveSubscription(tenant, { balanceCents }, now)
  subscription.balanceCents = balanceCents
}
