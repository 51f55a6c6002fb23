import type { TenantTransaction } from '#foundation'
import { RevokeApiKey } from '#organizations/actions/revoke_api_key'
import type { Actor } from '#organizations/events/activity_recorded'
import ApiKey from '#organizations/models/api_key'

/**
 * Ends the keys that a person made, when they may no longer make any: whoever made a key has read it, and it knows no
 * role. Answers how many ended.
 */
export async function revokeKeysOf(
  tenant: TenantTransaction,
  { userId, actor }: { userId: string; actor: Actor }
): Promise<number> {
  const keys = (await ApiKey.of({ id: tenant.organizationId })
    .where('created_by', userId)
    .whereNull('revoked_at')) as ApiKey[]
  for (const key of keys) {
    await new RevokeApiKey().execute(tenant, { key, actor })
  }
  return keys.length
}

/** What that means for programs, as a sentence behind the one about the person; nothing where there were no keys. */
export function aboutKeys(count: number): string {
  if (count === 0) {
    return ''
  }
  return count === 1
    ? ' The API key they created was revoked: programs that use it need a new one.'
    : ` The ${count} API keys they created were revoked: programs that use them need new ones.`
}
