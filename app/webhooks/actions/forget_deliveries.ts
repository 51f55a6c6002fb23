import type { TenantTransaction } from '#foundation'

const TABLES = [
  'webhook_deliveries',
  'webhook_versions',
  'webhook_announcements',
  'webhook_endpoints',
]

/**
 * Lets go of everything that arrived for a source that is removed. Its place in the directory stays: senders are told that the
 * source is gone, which some take as a reason to stop.
 */
export async function forgetDeliveries(tenant: TenantTransaction, connectionId: string) {
  for (const table of TABLES) {
    await tenant.query(`DELETE FROM ${table} WHERE organization_id = $1 AND connection_id = $2`, [
      tenant.organizationId,
      connectionId,
    ])
  }
}
