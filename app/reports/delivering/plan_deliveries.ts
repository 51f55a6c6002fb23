import { newId, type TenantTransaction } from '#foundation'
import { enqueueDelivery } from './deliver.js'

/** Has a run sent, once to each address, in the transaction that finishes or releases it. */
export async function planDeliveries(
  tenant: TenantTransaction,
  runId: string,
  { recipients, now }: { recipients: string[]; now: Date }
) {
  for (const recipient of new Set(recipients.map((address) => address.toLowerCase()))) {
    const id = newId(now.getTime())
    const { rowCount } = await tenant.query(
      `INSERT INTO report_deliveries (organization_id, id, run_id, recipient, state, created_at)
       VALUES ($1, $2, $3, $4, 'waiting', $5) ON CONFLICT DO NOTHING`,
      [tenant.organizationId, id, runId, recipient, now]
    )
    if (rowCount === 1) {
      await enqueueDelivery(tenant, id)
    }
  }
}
