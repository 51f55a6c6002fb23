import type { HttpContext } from '@adonisjs/core/http'
import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'

export type ReportChange =
  | 'created'
  | 'changed'
  | 'deleted'
  | 'restored'
  | 'run_started'
  | 'scheduled'
  | 'unscheduled'
  | 'released'
  | 'discarded'
  | 'link_created'
  | 'links_revoked'

/** Writes down who did what with which report, in the transaction that does it. */
export async function noteChange(
  { auth, request }: HttpContext,
  { id, name }: { id: string; name: string },
  [change, detail = {}]: [ReportChange, Record<string, unknown>?]
) {
  await recordAudit(currentTenant(), {
    actorId: auth.user?.id ?? null,
    action: `report.${change}`,
    subject: `report:${id}`,
    detail: { name, ...detail },
    ip: request.ip(),
  })
}
