import { timingSafeEqual } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
// Says that a context has a session, also where only types are looked at.
import type {} from '@adonisjs/session/session_middleware'

/** Long enough to sign in at the vendor with a second factor. */
export const CONSENT_LIFETIME_MS = 15 * 60_000
const KEY = 'pending_consent'

export interface RememberedConsent {
  organizationId: string
  connectionId: string
  state: string
  verifier: string
  expiresAt: number
}

/** Keeps what belongs to a consent in the person's session, until the vendor sends the person back. */
export function rememberConsent(
  { session }: HttpContext,
  consent: Omit<RememberedConsent, 'expiresAt'>,
  now: Date
) {
  session.put(KEY, { ...consent, expiresAt: now.getTime() + CONSENT_LIFETIME_MS })
}

/** Answers the remembered consent once, where the state is the one that was sent out. */
export function takeConsent(
  { session }: HttpContext,
  state: string,
  now: Date
): RememberedConsent | undefined {
  const remembered: RememberedConsent | undefined = session.pull(KEY)
  const isGood =
    remembered !== undefined &&
    remembered.expiresAt > now.getTime() &&
    equal(remembered.state, state)
  return isGood ? remembered : undefined
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
