import { column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import { TenantModel } from '#foundation'
import type { ApiScope } from '#organizations/api_keys'

/** A program's way in. The key itself is never stored. */
export default class ApiKey extends TenantModel {
  @column()
  declare name: string

  @column()
  declare prefix: string

  @column({ serializeAs: null })
  declare keyHash: string

  @column()
  declare scopes: ApiScope[]

  /** Addresses and networks from which it works; from everywhere where there are none. */
  @column()
  declare networks: string[]

  @column()
  declare createdBy: string | null

  @column.dateTime()
  declare lastUsedAt: DateTime | null

  @column.dateTime()
  declare expiresAt: DateTime | null

  @column.dateTime()
  declare revokedAt: DateTime | null
}
