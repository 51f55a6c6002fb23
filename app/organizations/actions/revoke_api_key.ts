import { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import type ApiKey from '#organizations/models/api_key'

/**
 * Ends a key for good. The directory keeps its entry, so that a program that still uses it is told
 * "revoked" and not "unknown".
 */
export class RevokeApiKey {
  async execute(tenant: TenantTransaction, { key, actor }: { key: ApiKey; actor: Actor }) {
    if (key.revokedAt) {
      return
    }
    await key.merge({ revokedAt: DateTime.utc() }).save()
    await announce(tenant, {
      actor,
      action: 'api_key.revoked',
      subject: `api_key:${key.id}`,
      detail: { name: key.name },
    })
  }
}
