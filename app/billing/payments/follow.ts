import { enqueue, type TenantTransaction } from '#foundation'
import { holdSubscription } from '#billing/subscriptions/subscription'

export const MIRROR_QUEUE = { name: 'billing.mirror' }

interface Done {
  operation: string
  parameters: Record<string, unknown>
}

/** What follows from a call that was carried out, in the transaction that notes its answer. */
export async function follow(
  tenant: TenantTransaction,
  { operation, parameters }: Done,
  { id }: { id?: string }
) {
  switch (operation) {
    case 'customer.create':
      return linkCustomer(tenant, id!)
    case 'usage.report':
      return noteReport(tenant, String(parameters.identifier))
    default:
      return askForMirror(tenant)
  }
}

/** One waiting job is enough: it asks for the state of its own moment. */
export async function askForMirror(tenant: TenantTransaction) {
  const { organizationId } = tenant
  const options = { within: tenant, group: organizationId, singletonKey: organizationId }
  await enqueue(MIRROR_QUEUE, { organizationId }, options)
}

async function linkCustomer(tenant: TenantTransaction, customerRef: string) {
  const { organizationId } = tenant
  // Makes the row where an organization has none yet.
  await holdSubscription(tenant)
  await tenant.query(
    'UPDATE subscriptions SET customer_ref = $2 WHERE organization_id = $1 AND customer_ref IS NULL',
    [organizationId, customerRef]
  )
  await tenant.query(
    'INSERT INTO payment_customers (customer_ref, organization_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [customerRef, organizationId]
  )
}

export async function noteReport(tenant: TenantTransaction, identifier: string) {
  await tenant.query(
    `UPDATE extra_usage SET reported_at = now()
     WHERE organization_id = $1 AND identifier = $2 AND reported_at IS NULL`,
    [tenant.organizationId, identifier]
  )
}
