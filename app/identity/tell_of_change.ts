import type { HttpContext } from '@adonisjs/core/http'
import { enqueue } from '#foundation'
import { tellOfChangeJob } from '#identity/jobs/security_jobs'
import { recordSecurityEvent, type SecurityEventKind } from '#identity/security_events'

/** Writes down what changed about how a person signs in, and mails it to them: somebody else may have done it. */
export async function tellOfChange(
  ctx: HttpContext,
  userId: string | null,
  kind: SecurityEventKind
) {
  const eventId = await recordSecurityEvent(ctx, userId, kind)
  await enqueue(tellOfChangeJob, { eventId })
}
