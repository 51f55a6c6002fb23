import { DateTime } from 'luxon'
import { Refusal, type TenantTransaction } from '#foundation'
import { Organization } from '#organizations'
import { plain } from '#shared/plain'
import { subscriptionView } from '#billing/subscriptions/subscription_view'
import { listGaps } from '#billing/payments/gaps'
import { listInvoices } from '#billing/queries/list_invoices'
import { subscriptionOf, type Subscription } from '#billing/subscriptions/subscription'

export async function findOrganization(id: string): Promise<Organization> {
  const organization = await Organization.findBy('id', id)
  if (!organization) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message: 'This organization does not exist; it may have been deleted.',
    })
  }
  return organization
}

/** What an operator sees of the billing of one organization. No number of its marketing is among it. */
export async function billingOf(tenant: TenantTransaction) {
  const subscription = await subscriptionOf(tenant)
  const gaps = await listGaps(tenant)
  return {
    subscription: subscriptionView(subscription, DateTime.utc()),
    contract: contractOf(subscription),
    invoices: plain(await listInvoices(tenant)),
    gaps: gaps.map(({ message }) => message),
  }
}

const contractOf = ({ terms, currency }: Subscription) =>
  terms && {
    ...{ plan: terms.plan, name: terms.name, included: terms.included },
    monthlyCents: terms.monthly?.[currency] ?? null,
  }
