import type { TenantTransaction } from '#foundation'
import { openSecret, sealSecret } from '#vault'

export interface StoredCredential {
  value: string
  expiresAt: Date | null
  /** When it was sealed; nothing where it is not stored yet. */
  storedAt?: Date
}

/** Secrets of one connection by field, such as `accessToken` or `apiKey`. */
export type StoredCredentials = Record<string, StoredCredential>

interface CredentialRow {
  field: string
  key_version: number
  ciphertext: string
  expires_at: Date | null
  updated_at: Date
}

/** Opens every secret of a connection. */
export async function readCredentials(
  tenant: TenantTransaction,
  connectionId: string
): Promise<StoredCredentials> {
  const { rows } = await tenant.query<CredentialRow>(
    `SELECT field, key_version, ciphertext, expires_at, updated_at FROM credentials
      WHERE organization_id = $1 AND connection_id = $2`,
    [tenant.organizationId, connectionId]
  )
  const opened = await Promise.all(
    rows.map(async ({ field, key_version: keyVersion, ciphertext, ...row }) => {
      const value = await openSecret(tenant, { connectionId, field }, { keyVersion, ciphertext })
      return [field, { value, expiresAt: row.expires_at, storedAt: row.updated_at }] as const
    })
  )
  return Object.fromEntries(opened)
}

export interface NewCredential {
  connectionId: string
  field: string
  value: string
  expiresAt?: Date | null
  now: Date
}

/** Seals a secret, in place of an older one. An empty value never replaces a good one. */
export async function writeCredential(tenant: TenantTransaction, credential: NewCredential) {
  const { connectionId, field, value, expiresAt = null, now } = credential
  if (value === '') {
    return
  }
  const { keyVersion, ciphertext } = await sealSecret(tenant, { connectionId, field }, value)
  await tenant.query(
    `INSERT INTO credentials
       (organization_id, connection_id, field, key_version, ciphertext, expires_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (organization_id, connection_id, field) DO UPDATE SET
       key_version = excluded.key_version, ciphertext = excluded.ciphertext,
       expires_at = excluded.expires_at, updated_at = excluded.updated_at`,
    [tenant.organizationId, connectionId, field, keyVersion, ciphertext, expiresAt, now]
  )
}

export async function deleteCredentials(tenant: TenantTransaction, connectionId: string) {
  await tenant.query('DELETE FROM credentials WHERE organization_id = $1 AND connection_id = $2', [
    tenant.organizationId,
    connectionId,
  ])
}
