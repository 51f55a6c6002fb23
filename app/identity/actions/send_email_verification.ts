import type { DateTime } from 'luxon'
import { sendMail } from '#mail'
import EmailVerification from '#identity/models/email_verification'
import User from '#identity/models/user'
import { newLinkToken } from '#shared/link_token'

const LIFETIME_HOURS = 24

/** Mails a person a link that shows whose the mailbox is. The link is made here, so it is stored nowhere else. */
export class SendEmailVerification {
  async execute({ userId, now }: { userId: string; now: DateTime }) {
    const user = await User.find(userId)
    if (!user || user.emailVerifiedAt) {
      return
    }
    const { token, tokenHash } = newLinkToken()
    await EmailVerification.create({
      tokenHash,
      userId,
      expiresAt: now.plus({ hours: LIFETIME_HOURS }),
    })
    await sendMail({
      to: user.email,
      subject: 'Confirm your e-mail address for Quarterdeck',
      paragraphs: [
        'An account on Quarterdeck was created with this address. Confirm the address: invitations are sent in your name only after that. The link works for a day.',
      ],
      action: { label: 'Confirm the address', path: `/verify-email/${token}` },
      closing: 'If it was not you, do nothing: nothing is mailed in the name of this address.',
    })
  }
}
