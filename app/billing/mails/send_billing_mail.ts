import { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { sendMail } from '#mail'
import Organization from '#organizations/models/organization'
import { entitlements } from '#billing/entitlements'
import type { Occasion } from '#billing/mails/announce_changes'
import { billingMail } from '#billing/mails/compose_billing_mail'
import { billingProfileOf } from '#billing/payments/billing_profile'

/** Sends a mail about billing to the address that was named for it, else to everybody who manages the billing. */
export class SendBillingMail {
  async execute(
    organizationId: string,
    { occasion, about }: { occasion: Occasion; about: string }
  ) {
    const { addresses, slug, words } = await withTenant(
      organizationId,
      async (tenant) => {
        const organization = await Organization.findOrFail(organizationId, { client: tenant.trx })
        const entitled = await entitlements.of(tenant, DateTime.utc())
        const { name: organizationName } = organization
        return {
          words: billingMail(occasion, { organizationName, entitled, about }),
          slug: organization.slug,
          addresses: await addressesOf(tenant),
        }
      },
      { readOnly: true }
    )
    for (const to of addresses) {
      await sendMail({
        ...{ to, ...words },
        action: { label: 'Open Billing', path: `/o/${slug}/billing` },
        closing: 'You get this mail because you look after the billing of this organization.',
      })
    }
  }
}

async function addressesOf(tenant: TenantTransaction): Promise<string[]> {
  const { email } = await billingProfileOf(tenant)
  if (email) {
    return [email]
  }
  const { rows } = await tenant.query<{ email: string }>(
    `SELECT u.email FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = $1 AND m.role IN ('owner', 'billing_admin') ORDER BY u.email`,
    [tenant.organizationId]
  )
  return rows.map((row) => row.email)
}
