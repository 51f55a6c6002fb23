import type { DateTime } from 'luxon'
import { type TenantTransaction } from '#foundation'
import { stableUuid } from '#shared/stable_uuid'
import type { AccountInvoice } from '#billing/provider/read_invoice'

/** Keeps an invoice of the provider as it is now. */
export async function storeInvoice(
  tenant: TenantTransaction,
  invoice: AccountInvoice,
  now: DateTime
) {
  const id = stableUuid(`${tenant.organizationId}:${invoice.ref}`)
  const columns: [string, unknown][] = [
    ['number', invoice.number],
    ['status', invoice.status],
    ['reason', invoice.reason],
    ['currency', invoice.currency],
    ['period_start', invoice.periodStart],
    ['period_end', invoice.periodEnd],
    ['lines', JSON.stringify(invoice.lines)],
    ['subtotal_cents', invoice.subtotalCents],
    ['discount_cents', invoice.discountCents],
    ['tax_cents', invoice.taxCents],
    ['total_cents', invoice.totalCents],
    ['balance_cents', invoice.balanceCents],
    ['due_cents', invoice.dueCents],
    ['credited_cents', invoice.creditedCents],
    ['hosted_url', invoice.hostedUrl],
    ['issued_at', invoice.issuedAt],
    ['updated_at', now.toJSDate()],
  ]
  const names = columns.map(([name]) => name)
  await tenant.query(
    `INSERT INTO invoices (organization_id, id, provider_ref, ${names.join(', ')})
     VALUES ($1, $2, $3, ${names.map((_, index) => `$${index + 4}`).join(', ')})
     ON CONFLICT (organization_id, id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [tenant.organizationId, id, invoice.ref, ...columns.map(([, value]) => value)]
  )
}
