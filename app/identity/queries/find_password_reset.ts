import type { DateTime } from 'luxon'
import { Refusal } from '#foundation'
import PasswordReset from '#identity/models/password_reset'
import User from '#identity/models/user'
import { hashLinkToken } from '#shared/link_token'

/** Whose password a link may set. Used, expired and invented links get one answer. */
export async function findPasswordReset(token: string, now: DateTime): Promise<User> {
  const reset = await PasswordReset.query()
    .where('token_hash', hashLinkToken(token))
    .where('expires_at', '>', now.toJSDate())
    .first()
  if (!reset) {
    throw linkExpired()
  }
  return User.findOrFail(reset.userId)
}

export function linkExpired() {
  return new Refusal({
    code: 'E_LINK_EXPIRED',
    status: 410,
    message:
      'This link was already used or is older than one hour, so it no longer works. Request a new one under “Forgot password?”.',
  })
}
