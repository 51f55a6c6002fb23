import { column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import { TenantModel } from '#foundation'
import type { Role } from '#organizations/roles'

/** An offer of a role, sent to an e-mail address. Open until accepted, revoked or expired. */
export default class Invitation extends TenantModel {
  @column()
  declare email: string

  @column()
  declare role: Role

  @column()
  declare customRoleId: string | null

  @column()
  declare invitedBy: string | null

  @column.dateTime()
  declare expiresAt: DateTime

  @column.dateTime()
  declare acceptedAt: DateTime | null

  @column.dateTime()
  declare revokedAt: DateTime | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
