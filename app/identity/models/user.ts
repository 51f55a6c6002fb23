import hash from '@adonisjs/core/services/hash'
import type { Hash } from '@adonisjs/core/hash'
import { compose } from '@adonisjs/core/helpers'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import type { DateTime } from 'luxon'
import { Refusal } from '#foundation'
import { hasSecondFactor } from '#identity/second_factor/factors'

/** Passwords are hashed the way of today, and checked the way they were hashed. */
const passwords = () => ({
  make: (plain: string) => hash.use().make(plain),
  verify: (hashed: string, plain: string) =>
    hash.use(hashed.startsWith('$scrypt$') ? 'scrypt' : undefined).verify(hashed, plain),
})

/** A person. May belong to many organizations. */
export default class User extends compose(BaseModel, withAuthFinder(passwords as () => Hash)) {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare email: string

  @column()
  declare fullName: string

  @column({ serializeAs: null })
  declare password: string

  @column()
  declare locale: string

  @column()
  declare timeZone: string

  /** The organization that opens after sign-in. */
  @column()
  declare lastOrganizationId: string | null

  @column.dateTime()
  declare passwordChangedAt: DateTime

  /** When a link that was mailed to the address came back; before that nothing is mailed in this person's name. */
  @column.dateTime()
  declare emailVerifiedAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  /** Whether a password alone does not sign this person in. */
  hasSecondFactor(): Promise<boolean> {
    return hasSecondFactor(this.id)
  }

  /** For whatever mails or makes something in a person's name: an address that nobody confirmed may be anybody's. */
  assertVerified() {
    if (!this.emailVerifiedAt) {
      throw new Refusal({
        code: 'E_ADDRESS_UNCONFIRMED',
        status: 409,
        message:
          'Confirm your e-mail address first, with the link that was mailed to it when you signed up; a new one is sent under Settings, Profile. Nothing was changed.',
      })
    }
  }
}
