import type { StoredCredential } from '../credentials/credential_store.js'
import type { TokenAuth } from './token_context.js'

/** A token that ends within a minute is renewed before it is used. */
const MARGIN_MS = 60_000

export function endsSoon(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() - now.getTime() < MARGIN_MS
}

const DAY_MS = 24 * 60 * 60_000
const LONGEST_AHEAD_MS = 20 * DAY_MS

/**
 * A token without a refresh token renews itself only while it lives, so it is renewed in the last third of its life, and not
 * on its first day: some vendors refuse one that is younger.
 */
export function isDue(
  auth: TokenAuth,
  { expiresAt, storedAt }: StoredCredential,
  now: Date
): boolean {
  if (auth.kind !== 'oauth2' || !auth.exchange || !expiresAt || !storedAt) {
    return false
  }
  const lifeMs = expiresAt.getTime() - storedAt.getTime()
  const isOldEnough = now.getTime() - storedAt.getTime() >= Math.min(DAY_MS, lifeMs / 2)
  const leftMs = expiresAt.getTime() - now.getTime()
  return isOldEnough && leftMs < Math.min(LONGEST_AHEAD_MS, lifeMs / 3)
}
