import { DateTime } from 'luxon'
import emitter from '@adonisjs/core/services/emitter'
import type { HttpContext } from '@adonisjs/core/http'
import { PersonSignedIn } from '#identity/events/person_signed_in'
import { enqueue } from '#foundation'
import { warnOfSignInJob } from '#identity/jobs/security_jobs'
import { knownDevice, rememberDevice } from '#identity/known_device'
import type User from '#identity/models/user'
import { recordSecurityEvent } from '#identity/security_events'
import { IS_BRIEF, SIGNED_IN_AT } from '#identity/session_keys'

/**
 * Signs a person in: a new session id, and a session that carries the person's id, so that all of
 * them can be ended at once. `isBrief`: it ends after some hours without use. `isFirst`: the account was made just now, so that
 * no device can be a new one.
 */
export async function openSession(
  ctx: HttpContext,
  user: User,
  { isBrief = false, isFirst = false } = {}
) {
  const isKnown = isFirst || knownDevice(ctx, user.email) !== undefined
  await ctx.auth.use('web').login(user)
  ctx.session.put(SIGNED_IN_AT, DateTime.utc().toMillis())
  if (isBrief) {
    ctx.session.put(IS_BRIEF, true)
  }
  await ctx.session.tag(user.id)
  rememberDevice(ctx, user.email)
  const eventId = await recordSecurityEvent(ctx, user.id, 'signed_in')
  if (!isKnown) {
    await enqueue(warnOfSignInJob, { eventId })
  }
  await emitter.emit(PersonSignedIn, new PersonSignedIn(user, ctx.request.ip()))
}
