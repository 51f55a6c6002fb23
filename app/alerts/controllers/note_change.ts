import type { HttpContext } from '@adonisjs/core/http'
import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'

/** Writes down who changed which part of alerting, in the transaction that changes it. */
export async function noteChange(
  { auth, request }: HttpContext,
  change: { action: string; subject: string; detail?: Record<string, unknown> }
) {
  await recordAudit(currentTenant(), {
    ...change,
    actorId: auth.user?.id ?? null,
    ip: request.ip(),
  })
}
