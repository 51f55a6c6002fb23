import type { TenantTransaction } from '#foundation'

export type SourceAccountRow = {
  externalId: string
  name: string
  currency: string | null
  timeZone: string | null
  isSelected: boolean
  /** Name of another source that reads it: each account counts once. Null where none does. */
  readBy: string | null
  /** Why the vendor does not let it be read; null where it does. */
  unreadReason: string | null
}

/** Which accounts of the vendor does this source see, and which of them are read? */
export async function accountsOf(
  tenant: TenantTransaction,
  connectionId: string
): Promise<SourceAccountRow[]> {
  const { rows } = await tenant.query<SourceAccountRow>(
    `SELECT a.external_id AS "externalId", a.name, a.currency, a.time_zone AS "timeZone",
       a.is_selected AS "isSelected", a.unread_reason AS "unreadReason",
       (SELECT o.name FROM connections o
         JOIN connection_accounts b ON b.organization_id = $1 AND b.connection_id = o.id
           AND b.external_id = a.external_id AND b.is_selected
         WHERE o.organization_id = $1 AND o.id <> c.id AND o.state <> 'removed' AND o.plugin_id = c.plugin_id
           AND o.connector = c.connector AND o.mode = c.mode
         ORDER BY o.created_at, o.id LIMIT 1) AS "readBy"
     FROM connections c
     JOIN connection_accounts a ON a.organization_id = $1 AND a.connection_id = c.id
     WHERE c.organization_id = $1 AND c.id = $2 ORDER BY a.name`,
    [tenant.organizationId, connectionId]
  )
  return rows
}

/** Whether accounts that the vendor lists for the first time are read without being chosen. */
export async function addsAccounts(tenant: TenantTransaction, connectionId: string) {
  const { rows } = await tenant.query<{ adds: boolean }>(
    'SELECT adds_accounts AS adds FROM connections WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, connectionId]
  )
  return rows[0].adds
}
