import db from '@adonisjs/lucid/services/db'
import { randomBytes } from 'node:crypto'
import type { DateTime } from 'luxon'
import { Refusal } from '#foundation'
import type { User } from '#identity'
import { SignUp } from '#organizations/actions/sign_up'
import { hashLinkToken } from '#shared/link_token'

interface Pending {
  email: string
  full_name: string
  password_hash: string
  time_zone: string
  organization_name: string
  currency: string
}

/**
 * Makes the account that a mailed link stands for, with the password that was chosen before. It opens no session: programs
 * that look through mail open links too.
 */
export class CompleteSignUp {
  async execute({ token, ip, now }: { token: string; ip: string; now: DateTime }): Promise<User> {
    const [pending] = (await db
      .from('pending_sign_ups')
      .where('token_hash', hashLinkToken(token))
      .where('expires_at', '>', now.toJSDate())
      .delete([
        ...['email', 'full_name', 'password_hash', 'time_zone', 'organization_name', 'currency'],
      ])) as unknown as Pending[]
    if (!pending) {
      throw linkClosed()
    }
    const user = await new SignUp().execute({
      email: pending.email,
      fullName: pending.full_name,
      password: randomBytes(32).toString('base64url'),
      timeZone: pending.time_zone,
      organizationName: pending.organization_name,
      currency: pending.currency,
      emailVerifiedAt: now,
      ip,
    })
    // Past the model, which would hash the hash.
    await db.from('users').where('id', user.id).update({ password: pending.password_hash })
    return user
  }
}

function linkClosed() {
  return new Refusal({
    code: 'E_LINK_EXPIRED',
    status: 410,
    message:
      'This link was used already or is older than a day. If you opened it before, sign in with the password you chose; otherwise sign up again.',
  })
}
