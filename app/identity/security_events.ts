import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { heldConnection, newId } from '#foundation'
import User from '#identity/models/user'

export type SecurityEventKind =
  | 'signed_in'
  | 'sign_in_failed'
  | 'password_changed'
  | 'session_ended'
  | 'sessions_ended'
  | 'second_factor_failed'
  | 'authenticator_added'
  | 'authenticator_removed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'recovery_code_used'
  | 'recovery_codes_renewed'
  | 'provider_linked'
  | 'provider_unlinked'
  | 'locked_out'

export interface SecurityEvent {
  id: string
  kind: SecurityEventKind
  ip: string
  userAgent: string
  at: Date
}

/** Longer than any browser's own; what a program puts there beyond it says nothing. */
const MOST_LETTERS = 400
const SHOWN = 20
const KEPT_DAYS = 180

/** What a browser says of itself, cut to a length that can be kept. */
export const userAgentOf = ({ request }: HttpContext) =>
  (request.header('user-agent') ?? '').slice(0, MOST_LETTERS)

/**
 * Writes down what happened around somebody's sign-in. `userId` is null where a password was tried for an address without an account:
 * the number of those tells of guessing.
 */
export async function recordSecurityEvent(
  ctx: HttpContext,
  userId: string | null,
  kind: SecurityEventKind
): Promise<string> {
  const id = newId()
  const seen = { ip: ctx.request.ip(), user_agent: userAgentOf(ctx) }
  await heldConnection()
    .table('security_events')
    .insert({ id, user_id: userId, kind, at: new Date(), ...seen })
  return id
}

/** Writes down a wrong password, with the same work for an address that has no account. */
export async function recordFailedSignIn(ctx: HttpContext, email: string) {
  const user = await User.findBy('email', email)
  await recordSecurityEvent(ctx, user?.id ?? null, 'sign_in_failed')
}

/** The latest events of a person, newest first. */
export async function securityEventsOf(userId: string): Promise<SecurityEvent[]> {
  return heldConnection()
    .from('security_events')
    .where('user_id', userId)
    .orderBy('at', 'desc')
    .limit(SHOWN)
    .select('id', 'kind', 'ip', 'user_agent as userAgent', 'at')
}

/** Removes events that are older than half a year, and the rows of sessions that have expired. Only the worker's role may. */
export async function forgetOldSecurityRows(now: DateTime, client = db.connection()) {
  await client
    .from('security_events')
    .where('at', '<', now.minus({ days: KEPT_DAYS }).toJSDate())
    .delete()
  await client.from('sessions').where('expires_at', '<', now.toJSDate()).delete()
  await client
    .from('used_challenges')
    .where('used_at', '<', now.minus({ days: 1 }).toJSDate())
    .delete()
}
