import hash from '@adonisjs/core/services/hash'
import type { Hash } from '@adonisjs/core/hash'
import { compose } from '@adonisjs/core/helpers'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import type { DateTime } from 'luxon'

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

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
