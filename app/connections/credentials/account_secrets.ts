import type { TenantTransaction } from '#foundation'
import type { ListedAccount } from '#reading'
import { writeCredential, type StoredCredentials } from './credential_store.js'

const PREFIX = 'account '

/** Where a secret of one account of the vendor is kept. */
const accountField = (accountId: string, name: string) => `${PREFIX}${accountId} ${name}`

/** Names of fields are single words; what has a blank in it is ours, or belongs to one account. */
export const isForEveryCall = (field: string) => !field.includes(' ')

/** The secrets of one account, by name. */
export function secretsOfAccount(
  stored: StoredCredentials,
  accountId: string
): Record<string, string> {
  const prefix = accountField(accountId, '')
  const own = Object.entries(stored).filter(([field]) => field.startsWith(prefix))
  return Object.fromEntries(own.map(([field, { value }]) => [field.slice(prefix.length), value]))
}

/** Seals the tokens that the vendor listed with its accounts. */
export async function writeAccountSecrets(
  tenant: TenantTransaction,
  connectionId: string,
  accounts: ListedAccount[]
) {
  for (const { id, secrets } of accounts) {
    for (const [name, value] of Object.entries(secrets)) {
      const field = accountField(id, name)
      await writeCredential(tenant, { connectionId, field, value, now: new Date() })
    }
  }
}

/** Forgets the tokens of accounts that the vendor no longer lists. */
export async function dropOtherSecrets(
  tenant: TenantTransaction,
  connectionId: string,
  accounts: ListedAccount[]
) {
  const kept = accounts.flatMap(({ id, secrets }) =>
    Object.keys(secrets).map((name) => accountField(id, name))
  )
  await tenant.query(
    `DELETE FROM credentials WHERE organization_id = $1 AND connection_id = $2
       AND starts_with(field, $3) AND field <> ALL($4::text[])`,
    [tenant.organizationId, connectionId, PREFIX, kept]
  )
}
