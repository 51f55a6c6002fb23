import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { Refusal } from '#foundation'
import { RegisterPerson } from '#identity/actions/register_person'
import User from '#identity/models/user'
import { linkAccount, personOfAccount, type Account } from '#identity/social/linked_accounts'

export interface ProvenAccount extends Account {
  providerName: string
  fullName: string
  /** Whether the provider vouches for whose mailbox the address is. */
  isVerified: boolean
  timeZone: string
}

export interface Outcome {
  user: User
  isNew: boolean
  isLinkedNow: boolean
}

/**
 * The person of an account of another provider. A linked account is its person's. Another one is linked by its address only
 * where both sides have proven it: the provider vouches for it, and our person confirmed theirs. Otherwise whoever makes an
 * account with somebody else's address, there or here, would get in.
 */
export class SignInWithProvider {
  async execute(account: ProvenAccount): Promise<Outcome> {
    const linked = await personOfAccount(account)
    if (linked) {
      return { user: await User.findOrFail(linked), isNew: false, isLinkedNow: false }
    }
    if (!account.email || !account.isVerified) {
      throw notVouchedFor(account)
    }
    const user = await User.findBy('email', account.email)
    if (!user) {
      return { user: await this.register(account, account.email), isNew: true, isLinkedNow: false }
    }
    if (!user.emailVerifiedAt) {
      throw signInFirst(account)
    }
    await linkAccount(user.id, account)
    return { user, isNew: false, isLinkedNow: true }
  }

  /** The password is one that nobody knows; a password link sets another. */
  private register({ timeZone, fullName, ...account }: ProvenAccount, email: string) {
    return db.transaction(async (trx) => {
      const user = await new RegisterPerson().execute(trx, {
        email,
        fullName,
        timeZone,
        password: randomBytes(32).toString('base64url'),
        emailVerifiedAt: DateTime.utc(),
      })
      const { provider, subject } = account
      await trx
        .insertQuery()
        .table('linked_accounts')
        .insert({ provider, subject, email, user_id: user.id, created_at: new Date() })
      return user
    })
  }
}

function notVouchedFor({ providerName, email }: ProvenAccount) {
  const why = email
    ? `${providerName} does not vouch for the address ${email}`
    : `${providerName} gave us no e-mail address`
  return new Refusal({
    code: 'E_ADDRESS_NOT_VOUCHED_FOR',
    status: 409,
    message: `${why}, so you were not signed in. Sign in or sign up with your e-mail address, then link ${providerName} under Settings, Your profile.`,
  })
}

function signInFirst({ providerName }: ProvenAccount) {
  return new Refusal({
    code: 'E_SIGN_IN_FIRST',
    status: 409,
    message: `There is an account with this address that is not confirmed yet, so ${providerName} was not linked to it. Set a new password under "Forgot password?", then link ${providerName} under Settings, Your profile.`,
  })
}
