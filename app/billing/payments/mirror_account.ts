import type { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { announcePlanChange } from '#billing/events/plan_changed'
import { noteGaps } from '#billing/payments/gaps'
import { mirroredSubscription } from '#billing/payments/mirrored_subscription'
import { storeInvoice } from '#billing/payments/store_invoice'
import { readAccount, type ProviderAccount } from '#billing/provider/read_account'
import { announceChanges } from '#billing/mails/announce_changes'
import {
  holdSubscription,
  saveSubscription,
  type Subscription,
} from '#billing/subscriptions/subscription'
import { chargeExtraUsage } from '#billing/usage/charge_extra_usage'

/**
 * Takes over what the payment provider holds for an organization now. Events say only that something changed: whatever
 * their order, the present state is asked for and applied. A reading that began before one that is applied already is
 * dropped, so that of two at once the newer one wins.
 */
export class MirrorAccount {
  async execute(organizationId: string, now: DateTime): Promise<'applied' | 'dropped' | 'nobody'> {
    const reading = await withTenant(organizationId, (tenant) => this.begin(tenant))
    if (!reading) {
      return 'nobody'
    }
    const account = await readAccount(reading.customerRef)
    return withTenant(organizationId, (tenant) =>
      this.apply(tenant, account, { number: reading.number, now })
    )
  }

  private async begin(tenant: TenantTransaction) {
    const { rows } = await tenant.query<{ reading: string; customer_ref: string }>(
      `UPDATE subscriptions SET reading = reading + 1
       WHERE organization_id = $1 AND customer_ref IS NOT NULL RETURNING reading, customer_ref`,
      [tenant.organizationId]
    )
    return rows[0] && { number: rows[0].reading, customerRef: rows[0].customer_ref }
  }

  private async apply(
    tenant: TenantTransaction,
    account: ProviderAccount,
    { number, now }: { number: string; now: DateTime }
  ) {
    const { rowCount } = await tenant.query(
      `UPDATE subscriptions SET applied_reading = $2 WHERE organization_id = $1 AND applied_reading < $2`,
      [tenant.organizationId, number]
    )
    if (rowCount === 0) {
      return 'dropped'
    }
    const before = await holdSubscription(tenant)
    const { changes, problems } = mirroredSubscription(before, account, now)
    await this.endPeriod(tenant, before, changes)
    await saveSubscription(tenant, changes, now)
    for (const invoice of account.invoices) {
      await storeInvoice(tenant, invoice, now)
    }
    await noteGaps(tenant, 'provider.', { problems, now })
    await announceChanges(tenant, before, { ...before, ...changes })
    await announcePlanChange(tenant, now)
    return 'applied'
  }

  /** Extra usage of a period that is over is charged by its own terms, before the next ones are known. */
  private async endPeriod(
    tenant: TenantTransaction,
    before: Subscription,
    { periodStart }: Partial<Subscription>
  ) {
    const isOver = periodStart && periodStart >= before.periodEnd && before.collector === 'provider'
    if (isOver) {
      await chargeExtraUsage(tenant, before, before.periodEnd.minus({ milliseconds: 1 }))
    }
  }
}
