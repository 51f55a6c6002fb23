import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { assertFlow, recordUsage } from '#billing'
import { newId, withTenant, type TenantTransaction } from '#foundation'

/** Counts the calls of each key against the plan, and refuses those that it has no room for; refused ones are free. */
export default class CountCallMiddleware {
  async handle({ apiKeyEntry }: HttpContext, next: NextFn) {
    const { organizationId, apiKeyId } = apiKeyEntry
    const count = async (tenant: TenantTransaction) => {
      const now = DateTime.utc()
      if (!(await isUsable(tenant, apiKeyId, now))) {
        return
      }
      await assertFlow(tenant, 'api_calls', now)
      const driver = `api_key:${apiKeyId}`
      const call = { meter: 'api_calls' as const, eventId: newId(), quantity: 1, driver, at: now }
      await recordUsage(tenant, call, now)
    }
    await withTenant(organizationId, count, { keepsAnswers: true })
    return next()
  }
}

/** A key that was revoked is refused a moment later; whoever still has it must not use up the plan of others. */
async function isUsable(tenant: TenantTransaction, apiKeyId: string, now: DateTime) {
  const { rows } = await tenant.query(
    `SELECT 1 FROM api_keys WHERE organization_id = $1 AND id = $2
       AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3)`,
    [tenant.organizationId, apiKeyId, now.toJSDate()]
  )
  return rows.length > 0
}
