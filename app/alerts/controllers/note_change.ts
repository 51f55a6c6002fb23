import type { HttpContext } from '@adonisjs/core/http'
import { recordAudit } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import { can } from '#organizations'

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

/** What of security a person sees. */
export const sightOf = (ctx: HttpContext) => ({ hidesSecurity: !can(ctx, 'audit.view') })

/** A rule about security events tells what the audit log says, and is what watches over those who would rather not have it. */
export function assertMayWatch(ctx: HttpContext, kind: unknown) {
  if (kind === 'security_event' && !can(ctx, 'audit.view')) {
    throw new Refusal({
      code: 'E_FORBIDDEN',
      status: 403,
      message:
        'Rules about security events read the audit log, which your role may not, so nothing was changed. Ask an admin.',
    })
  }
}
