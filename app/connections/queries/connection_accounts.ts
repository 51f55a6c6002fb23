import type { TenantTransaction } from '#foundation'
import type { MappingAccount } from '#reading'

export interface ConnectionAccount extends MappingAccount {
  isSelected: boolean
}

interface AccountRow {
  external_id: string
  name: string
  currency: string | null
  time_zone: string | null
  attributes: Record<string, unknown>
  is_selected: boolean
}

/** Every account that the vendor listed, by name. */
export async function listAccounts(
  tenant: TenantTransaction,
  connectionId: string
): Promise<ConnectionAccount[]> {
  const { rows } = await tenant.query<AccountRow>(
    `SELECT external_id, name, currency, time_zone, attributes, is_selected
       FROM connection_accounts WHERE organization_id = $1 AND connection_id = $2
      ORDER BY name, external_id`,
    [tenant.organizationId, connectionId]
  )
  return rows.map((row) => ({
    id: row.external_id,
    name: row.name,
    currency: row.currency,
    timeZone: row.time_zone,
    attributes: row.attributes,
    isSelected: row.is_selected,
  }))
}

/** The accounts that are read. One whose vendor names no time zone has the days of the organization. */
export async function selectedAccounts(
  tenant: TenantTransaction,
  connectionId: string
): Promise<MappingAccount[]> {
  const accounts = await listAccounts(tenant, connectionId)
  const { rows } = await tenant.query<{ zone: string }>(
    'SELECT time_zone AS zone FROM organizations WHERE id = $1',
    [tenant.organizationId]
  )
  return accounts
    .filter(({ isSelected }) => isSelected)
    .map(({ isSelected, ...account }) => ({
      ...account,
      timeZone: account.timeZone ?? rows[0].zone,
    }))
}
