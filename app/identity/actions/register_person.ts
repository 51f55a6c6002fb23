import { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#foundation'
import User from '#identity/models/user'

export interface NewPerson {
  email: string
  fullName: string
  password: string
  timeZone: string
  /** Set where the person came by a link that was mailed to this address. */
  emailVerifiedAt?: DateTime
}

/** Adds a person, in the caller's transaction. */
export class RegisterPerson {
  async execute(trx: TransactionClientContract, person: NewPerson): Promise<User> {
    return User.create(
      { ...person, id: newId(), locale: 'en', passwordChangedAt: DateTime.utc() },
      { client: trx }
    )
  }
}
