import { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { Refusal, withTenant } from '#foundation'
import { MirrorAccount } from '#billing/payments/mirror_account'
import { perform } from '#billing/payments/payment_requests'
import { holdSubscription, saveSubscription } from '#billing/subscriptions/subscription'

export interface Credit {
  invoiceId: string
  cents: number
  /** Back to the card, or off the next invoices. */
  way: 'refund' | 'credit'
  actorId: string | null
  /** Of the form, so that sending it twice gives once. */
  intent: string
}

interface CreditedInvoice {
  provider_ref: string | null
  number: string | null
  status: string
  total_cents: string
  credited_cents: string
}

/** Gives back a part of an invoice, never more than is left of it. An operator does it. */
export class GiveCredit {
  async execute(organizationId: string, credit: Credit) {
    const invoice = await withTenant(organizationId, (tenant) => find(tenant, credit.invoiceId))
    assertLeft(invoice, credit)
    await (invoice.provider_ref
      ? this.atProvider(organizationId, invoice.provider_ref, credit)
      : this.onLedger(organizationId, credit))
    await withTenant(organizationId, (tenant) =>
      recordAudit(tenant, {
        actorId: credit.actorId,
        action: credit.way === 'refund' ? 'invoice.refunded' : 'invoice.credited',
        subject: `invoice:${credit.invoiceId}`,
        detail: { cents: credit.cents },
      })
    )
  }

  private async atProvider(
    organizationId: string,
    invoice: string,
    { cents, way, intent }: Credit
  ) {
    await perform({
      organizationId,
      operation: 'credit_note.create',
      parameters: {
        ...{ invoice, amount: cents },
        ...(way === 'refund' ? { refund_amount: cents } : { credit_amount: cents }),
      },
      key: `credit:${intent}`,
    })
    await new MirrorAccount().execute(organizationId, DateTime.utc())
  }

  /** Nothing was collected, so there is nothing to pay back: both ways become credit. */
  private onLedger(organizationId: string, credit: Credit) {
    return withTenant(organizationId, async (tenant) => {
      const subscription = await holdSubscription(tenant)
      assertLeft(await find(tenant, credit.invoiceId), credit)
      const { rowCount } = await tenant.query(
        `INSERT INTO payment_requests (organization_id, key, operation, parameters, state, planned_at, settled_at)
         VALUES ($1, $2, 'ledger.credit', $3, 'done', now(), now()) ON CONFLICT DO NOTHING`,
        [organizationId, `credit:${credit.intent}`, JSON.stringify({ cents: credit.cents })]
      )
      if (rowCount > 0) {
        await tenant.query(
          'UPDATE invoices SET credited_cents = credited_cents + $3 WHERE organization_id = $1 AND id = $2',
          [organizationId, credit.invoiceId, credit.cents]
        )
        const balanceCents = subscription.balanceCents + credit.cents
        await saveSubscription(tenant, { balanceCents }, DateTime.utc())
      }
    })
  }
}

async function find(tenant: Parameters<typeof holdSubscription>[0], id: string) {
  const { rows } = await tenant.query<CreditedInvoice>(
    'SELECT * FROM invoices WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, id]
  )
  if (!rows[0]) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message: 'There is no such invoice in this organization.',
    })
  }
  return rows[0]
}

function assertLeft(invoice: CreditedInvoice, { cents }: Credit) {
  const left = Number(invoice.total_cents) - Number(invoice.credited_cents)
  const isOpen = ['open', 'paid', 'uncollected'].includes(invoice.status)
  if (!isOpen || !Number.isInteger(cents) || cents <= 0 || cents > left) {
    throw Refusal.ofField(
      'cents',
      isOpen
        ? `This invoice has ${(left / 100).toFixed(2)} left that can be given back. Choose an amount up to that.`
        : 'Only an invoice that was issued can be given back. Nothing was changed.'
    )
  }
}
