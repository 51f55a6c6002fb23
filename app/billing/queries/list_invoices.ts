import type { TenantTransaction } from '#foundation'
import type { InvoiceLine } from '#billing/invoicing/lines'

export interface InvoiceView {
  id: string
  number: string | null
  status: string
  currency: string
  lines: InvoiceLine[]
  subtotalCents: number
  discountCents: number
  taxCents: number
  totalCents: number
  balanceCents: number
  dueCents: number
  creditedCents: number
  hostedUrl: string | null
  issuedAt: string
}

const SHOWN = 60

/** Newest first. Drafts are shown too: they say what is being made. */
export async function listInvoices(tenant: TenantTransaction): Promise<InvoiceView[]> {
  const { rows } = await tenant.query<Omit<InvoiceView, 'issuedAt'> & { issuedAt: Date }>(
    `SELECT id, number, status, currency, lines, subtotal_cents::int AS "subtotalCents",
       discount_cents::int AS "discountCents", tax_cents::int AS "taxCents",
       total_cents::int AS "totalCents", balance_cents::int AS "balanceCents",
       due_cents::int AS "dueCents", credited_cents::int AS "creditedCents",
       hosted_url AS "hostedUrl", issued_at AS "issuedAt"
     FROM invoices WHERE organization_id = $1 ORDER BY issued_at DESC, number DESC LIMIT ${SHOWN}`,
    [tenant.organizationId]
  )
  return rows.map(({ issuedAt, ...invoice }) => ({ ...invoice, issuedAt: issuedAt.toISOString() }))
}
