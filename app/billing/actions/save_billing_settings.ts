import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { withTenant } from '#foundation'
import {
  asCustomer,
  billingProfileOf,
  saveBillingProfile,
  type BillingProfile,
} from '#billing/payments/billing_profile'
import { announcePlanChange } from '#billing/events/plan_changed'
import { perform } from '#billing/payments/payment_requests'
import { keyOf } from '#billing/payments/provider_subscription'
import { holdSubscription, saveSubscription } from '#billing/subscriptions/subscription'

export interface BillingSettings {
  profile: BillingProfile
  capCents: number
}

/** Countries of the Union, whose tax ids begin with theirs; Greece writes EL. */
const UNION = /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)/

/** Whom invoices are for and what extra usage may cost. The provider is told, where there is one. */
export class SaveBillingSettings {
  async execute(
    organizationId: string,
    { settings, actorId, now }: { settings: BillingSettings; actorId: string; now: DateTime }
  ) {
    const { profile, capCents } = settings
    const { known, before } = await withTenant(organizationId, async (tenant) => {
      const held = await holdSubscription(tenant)
      const stored = await billingProfileOf(tenant)
      await saveBillingProfile(tenant, profile, now.toJSDate())
      await saveSubscription(tenant, { capCents }, now)
      await recordAudit(tenant, {
        ...{ actorId, action: 'billing.settings_changed' },
        subject: `organization:${organizationId}`,
        detail: { capCents: { from: held.capCents, to: capCents } },
      })
      await announcePlanChange(tenant, now)
      return { known: held, before: stored }
    })
    if (known.customerRef) {
      await this.tellProvider(known.customerRef, { known, before, profile, now })
    }
  }

  private async tellProvider(id: string, { known, before, profile, now }: Told) {
    const { organizationId } = known
    const customer = asCustomer(profile)
    // The moment is part of the key: an address that comes back to what it was is a new wish.
    const key = keyOf(`profile:${now.toMillis()}`, known, customer)
    await perform({
      organizationId,
      operation: 'customer.update',
      parameters: { id, ...customer },
      key,
    })
    const { taxId } = profile
    if (taxId && taxId !== before.taxId && UNION.test(taxId)) {
      const parameters = { id, type: 'eu_vat' as const, value: taxId }
      await perform({
        organizationId,
        operation: 'customer.tax_id',
        parameters,
        key: keyOf('tax_id', known, taxId),
      })
    }
  }
}

interface Told {
  known: Awaited<ReturnType<typeof holdSubscription>>
  before: BillingProfile
  profile: BillingProfile
  now: DateTime
}
