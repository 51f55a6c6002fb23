import type { TenantTransaction } from '#foundation'
import type { ListedAccount } from '#reading'
import { accountsRefusal } from '../account_refusal.js'
import { dropOtherSecrets, writeAccountSecrets } from '../credentials/account_secrets.js'
import Connection from '../models/connection.js'
import { accountsElsewhere, holdVendor, type VendorPlace } from '../queries/accounts_elsewhere.js'

/**
 * Writes down what the vendor listed. A choice that the person made stays; a new account is read from now on, unless
 * another source reads it or the person adds accounts one by one: then it is listed and left out. Refuses where nothing
 * would be left to read.
 */
export async function storeAccounts(
  tenant: TenantTransaction,
  source: VendorPlace,
  accounts: ListedAccount[]
) {
  await holdVendor(tenant, source)
  const ids = accounts.map(({ id }) => id)
  const elsewhere = await accountsElsewhere(tenant, source, ids)
  if (accounts.length > 0 && elsewhere.length === accounts.length) {
    throw accountsRefusal(elsewhere)
  }
  const taken = new Set(elsewhere.map(({ externalId }) => externalId))
  const isAdded = await addsAccounts(tenant, source.id)
  for (const account of accounts) {
    await storeAccount(tenant, source.id, { account, isAdded, isTaken: taken.has(account.id) })
  }
  await writeAccountSecrets(tenant, source.id, accounts)
}

/** The first list of a source is added whole. */
async function addsAccounts(tenant: TenantTransaction, connectionId: string): Promise<boolean> {
  const { rows } = await tenant.query<{ adds: boolean }>(
    `SELECT adds_accounts OR NOT EXISTS (SELECT FROM connection_accounts a
       WHERE a.organization_id = $1 AND a.connection_id = $2) AS adds
     FROM connections WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, connectionId]
  )
  return rows[0]?.adds ?? true
}

async function storeAccount(
  tenant: TenantTransaction,
  connectionId: string,
  { account, isTaken, isAdded }: { account: ListedAccount; isTaken: boolean; isAdded: boolean }
) {
  const { id, name, currency, timeZone, attributes } = account
  await tenant.query(
    `INSERT INTO connection_accounts AS a (organization_id, connection_id, external_id, name, currency,
       time_zone, attributes, is_selected, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $10::boolean AND NOT $8::boolean, $9)
     ON CONFLICT (organization_id, connection_id, external_id) DO UPDATE SET name = excluded.name,
       currency = excluded.currency, time_zone = excluded.time_zone, attributes = excluded.attributes,
       is_selected = a.is_selected AND NOT $8::boolean`,
    [
      tenant.organizationId,
      connectionId,
      id,
      name,
      currency,
      timeZone,
      JSON.stringify(attributes),
      isTaken,
      new Date(),
      isAdded,
    ]
  )
}

/** Refuses a choice of accounts of which another source reads some: each account counts once. */
export async function assertReadOnce(
  tenant: TenantTransaction,
  connectionId: string,
  accounts: string[]
) {
  const source = (await Connection.of({ id: tenant.organizationId })
    .where('id', connectionId)
    .firstOrFail()) as Connection
  await holdVendor(tenant, source)
  const elsewhere = await accountsElsewhere(tenant, source, accounts)
  if (elsewhere.length > 0) {
    throw accountsRefusal(elsewhere)
  }
}

/** Lets go of accounts that the vendor no longer lists. A connector that lists none has none to lose. */
export async function dropOtherAccounts(
  tenant: TenantTransaction,
  connectionId: string,
  accounts: ListedAccount[]
) {
  if (accounts.length > 0) {
    await tenant.query(
      `DELETE FROM connection_accounts
        WHERE organization_id = $1 AND connection_id = $2 AND external_id <> ALL($3::text[])`,
      [tenant.organizationId, connectionId, accounts.map(({ id }) => id)]
    )
    await dropOtherSecrets(tenant, connectionId, accounts)
  }
}
