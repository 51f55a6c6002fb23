import { column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import { TenantModel } from '#foundation'
import { permissionsOf, type Permission, type Role } from '#organizations/roles'

/** A person's place in one organization. */
export default class Membership extends TenantModel {
  @column()
  declare userId: string

  @column()
  declare role: Role

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  may(permission: Permission): boolean {
    return permissionsOf(this.role).has(permission)
  }
}
