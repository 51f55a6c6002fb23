import type { TenantTransaction } from '#foundation'

export type SourceAccountRow = {
  externalId: string
  name: string
  currency: string | null
  timeZone: string | null
  isSelected: boolean
}

/** Which accounts of the vendor does this source see, and which of them are read? */
export async function accountsOf(
  tenant: TenantTransaction,
  connectionId: string
): Promise<SourceAccountRow[]> {
  const { rows } = await tenant.query<SourceAccountRow>(
    `SELECT external_id AS "externalId", name, currency, time_zone AS "timeZone",
       is_selected AS "isSelected"
     FROM connection_accounts WHERE organization_id = $1 AND connection_id = $2 ORDER BY name`,
    [tenant.organizationId, connectionId]
  )
  return rows
}
