import type { TenantTransaction } from '#foundation'
import { isForEveryCall } from './account_secrets.js'
import { readCredentials, writeCredential, type StoredCredentials } from './credential_store.js'

/** A source, and the source whose consent it reads with. */
export interface CredentialPlace {
  id: string
  consentHolderId?: string | null
}

/** The tokens of the consent, wherever it is kept, with the secrets of the source's own accounts. */
export async function readSharedCredentials(
  tenant: TenantTransaction,
  { id, consentHolderId }: CredentialPlace
): Promise<StoredCredentials> {
  const own = await readCredentials(tenant, id)
  if (!consentHolderId) {
    return own
  }
  const held = Object.entries(await readCredentials(tenant, consentHolderId))
  return { ...Object.fromEntries(held.filter(([field]) => !isOfAccount(field))), ...own }
}

const isOfAccount = (field: string) => !isForEveryCall(field) && field.startsWith('account ')

/**
 * Gives the consent of a source that goes away to the oldest of those that read with it: sealed values open in their own place only,
 * so they are sealed anew.
 */
export async function handConsentOn(tenant: TenantTransaction, id: string, now: Date) {
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT id FROM connections
      WHERE organization_id = $1 AND consent_holder_id = $2 AND state <> 'removed'
      ORDER BY created_at, id FOR UPDATE`,
    [tenant.organizationId, id]
  )
  if (rows.length === 0) {
    return
  }
  const heir = rows[0].id
  const held = Object.entries(await readCredentials(tenant, id))
  for (const [field, { value, expiresAt }] of held.filter(([name]) => !isOfAccount(name))) {
    await writeCredential(tenant, { connectionId: heir, field, value, expiresAt, now })
  }
  await tenant.query(
    `UPDATE connections SET consent_holder_id = CASE WHEN id = $3 THEN NULL ELSE $3::uuid END
      WHERE organization_id = $1 AND consent_holder_id = $2`,
    [tenant.organizationId, id, heir]
  )
}
