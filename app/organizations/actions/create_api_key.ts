import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import { apiKeyPrefix, generateApiKey, hashApiKey, type ApiScope } from '#organizations/api_keys'
import ApiKey from '#organizations/models/api_key'

export interface NewApiKey {
  name: string
  scopes: ApiScope[]
  actor: Actor
  expiresAt?: DateTime | null
  networks?: string[]
}

/** Makes a key and answers it: the only moment at which it can be read. */
export class CreateApiKey {
  async execute(
    tenant: TenantTransaction,
    { name, scopes, actor, expiresAt = null, networks = [] }: NewApiKey
  ) {
    const key = generateApiKey()
    const keyHash = hashApiKey(key)
    const row = await ApiKey.createIn(
      { id: tenant.organizationId },
      {
        ...{ name, scopes, keyHash, prefix: apiKeyPrefix(key), createdBy: actor.id },
        ...{ expiresAt, networks },
      }
    )
    await tenant.query(
      'INSERT INTO api_key_directory (key_hash, organization_id, api_key_id) VALUES ($1, $2, $3)',
      [keyHash, tenant.organizationId, row.id]
    )
    await announce(tenant, {
      actor,
      action: 'api_key.created',
      subject: `api_key:${row.id}`,
      detail: { name, scopes, networks, expiresAt: expiresAt?.toISO() ?? null },
    })
    return { key, row }
  }
}
