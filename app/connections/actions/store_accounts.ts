import type { TenantTransaction } from '#foundation'
import type { MappingAccount } from '#plugin_host'

/** Writes down what the vendor listed. A choice that the person made stays; a new account is read from now on. */
export async function storeAccounts(
  tenant: TenantTransaction,
  connectionId: string,
  accounts: MappingAccount[]
) {
  for (const { id, name, currency, timeZone, attributes } of accounts) {
    await tenant.query(
      `INSERT INTO connection_accounts (organization_id, connection_id, external_id, name, currency,
         time_zone, attributes, is_selected, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, true, $8)
       ON CONFLICT (organization_id, connection_id, external_id) DO UPDATE SET name = excluded.name,
         currency = excluded.currency, time_zone = excluded.time_zone, attributes = excluded.attributes`,
      [
        tenant.organizationId,
        connectionId,
        id,
        name,
        currency,
        timeZone,
        JSON.stringify(attributes),
        new Date(),
      ]
    )
  }
}

/** Lets go of accounts that the vendor no longer lists. A connector that lists none has none to lose. */
export async function dropOtherAccounts(
  tenant: TenantTransaction,
  connectionId: string,
  accounts: MappingAccount[]
) {
  if (accounts.length > 0) {
    await tenant.query(
      `DELETE FROM connection_accounts
        WHERE organization_id = $1 AND connection_id = $2 AND external_id <> ALL($3::text[])`,
      [tenant.organizationId, connectionId, accounts.map(({ id }) => id)]
    )
  }
}
