import { DateTime } from 'luxon'
import emitter from '@adonisjs/core/services/emitter'
import type { HttpContext } from '@adonisjs/core/http'
import { PersonSignedIn } from '#identity/events/person_signed_in'
import { rememberDevice } from '#identity/known_device'
import type User from '#identity/models/user'
import { SIGNED_IN_AT } from '#identity/session_keys'

/**
 * Signs a person in: a new session id, and a session that carries the person's id, so that all of
 * them can be ended at once.
 */
export async function openSession(ctx: HttpContext, user: User) {
  await ctx.auth.use('web').login(user)
  ctx.session.put(SIGNED_IN_AT, DateTime.utc().toMillis())
  await ctx.session.tag(user.id)
  rememberDevice(ctx, user.email)
  await emitter.emit(PersonSignedIn, new PersonSignedIn(user, ctx.request.ip()))
}
