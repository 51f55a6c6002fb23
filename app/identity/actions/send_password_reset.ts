import type { DateTime } from 'luxon'
import { quotedName, sendMail } from '#mail'
import PasswordReset from '#identity/models/password_reset'
import User from '#identity/models/user'
import { newLinkToken } from '#shared/link_token'

export const RESET_LIFETIME_HOURS = 1

/** Mails a person a link for a new password. The link is made here, so it is stored nowhere else. */
export class SendPasswordReset {
  async execute({ userId, now }: { userId: string; now: DateTime }) {
    const user = await User.find(userId)
    if (!user) {
      return
    }
    const { token, tokenHash } = newLinkToken()
    const expiresAt = now.plus({ hours: RESET_LIFETIME_HOURS })
    await PasswordReset.create({ tokenHash, userId, expiresAt })
    await sendMail({
      to: user.email,
      subject: 'Set a new password for Quarterdeck',
      paragraphs: [
        `Hello ${quotedName(user.fullName).slice(1, -1)},`,
        'someone requested a new password for your Quarterdeck account. The link works once, for one hour.',
      ],
      action: { label: 'Set a new password', path: `/reset-password/${token}` },
      closing: 'If this was not you, ignore this mail. Your password stays the same.',
    })
  }
}
