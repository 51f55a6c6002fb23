import type { Auth } from '#kit'

/** When a stored token ends, and since when it is stored. */
export interface TokenLife {
  expiresAt: Date | null
  storedAt: Date
}

export type TokenLives = Partial<Record<'accessToken' | 'refreshToken', TokenLife>>

const AHEAD_MS = 7 * 86_400_000

/**
 * When a person has to consent again, if that is within a week; null otherwise. What renews decides: the refresh token, or where
 * there is none the access token itself. Short-lived ones are told of in the second half of their life.
 */
export function endOfAccess(auth: Auth | undefined, lives: TokenLives, now: Date): Date | null {
  const deciding = lives.refreshToken ?? lives.accessToken
  if (auth?.kind !== 'oauth2' || !deciding?.expiresAt) {
    return null
  }
  const { expiresAt, storedAt } = deciding
  const aheadMs = Math.min(AHEAD_MS, (expiresAt.getTime() - storedAt.getTime()) / 2)
  return expiresAt.getTime() - now.getTime() <= aheadMs ? expiresAt : null
}
