import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { sendMail } from '#mail'
import { User } from '#identity'
import { newLinkToken } from '#shared/link_token'

/** Mails the link that makes the account, or, to an address that has one, that it has one. */
export class SendSignUpLink {
  async execute({ pendingId }: { pendingId: string }) {
    const pending = await db.from('pending_sign_ups').where('id', pendingId).first()
    if (!pending) {
      return
    }
    if (await User.findBy('email', pending.email)) {
      await db.from('pending_sign_ups').where('id', pendingId).delete()
      return this.tellOfAccount(pending.email)
    }
    const { token, tokenHash } = newLinkToken()
    await db.from('pending_sign_ups').where('id', pendingId).update({ token_hash: tokenHash })
    await sendMail({
      to: pending.email,
      subject: 'Confirm your e-mail address for Quarterdeck',
      paragraphs: [
        'Someone signed up on Quarterdeck with this address. The link creates the account; it works for a day.',
      ],
      action: { label: 'Create the account', path: `/signup/${token}` },
      closing: 'If it was not you, do nothing: no account is created.',
    })
  }

  private tellOfAccount(email: string) {
    return sendMail({
      to: email,
      subject: 'You have an account on Quarterdeck',
      paragraphs: [
        'Someone signed up on Quarterdeck with this address, which has an account already, so nothing was created or changed.',
      ],
      action: { label: 'Sign in', path: '/login' },
      closing:
        'If you forgot your password, set a new one on that page. If it was not you, there is nothing to do.',
    })
  }
}

export async function forgetOldSignUps(now: DateTime) {
  await db.from('pending_sign_ups').where('expires_at', '<', now.toJSDate()).delete()
}
