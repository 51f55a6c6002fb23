import type { DateTime } from 'luxon'
import { Refusal } from '#foundation'
import EmailVerification from '#identity/models/email_verification'
import User from '#identity/models/user'
import { hashLinkToken } from '#shared/link_token'

/** Takes a link that came by mail as proof of whose the mailbox is. Opening it again changes nothing. */
export class VerifyEmail {
  async execute({ token, now }: { token: string; now: DateTime }): Promise<User> {
    const open = await EmailVerification.query()
      .where('token_hash', hashLinkToken(token))
      .where('expires_at', '>', now.toJSDate())
      .first()
    if (!open) {
      throw linkClosed()
    }
    const user = await User.findOrFail(open.userId)
    return user.merge({ emailVerifiedAt: user.emailVerifiedAt ?? now }).save()
  }
}

function linkClosed() {
  return new Refusal({
    code: 'E_LINK_EXPIRED',
    status: 410,
    message:
      'This link is older than a day, or was not copied completely, so nothing was confirmed. Ask for a new one under Settings, Profile.',
  })
}
