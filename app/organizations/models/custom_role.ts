import { column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import { TenantModel } from '#foundation'
import type { Permission, Role } from '#organizations/roles'

/** A role that the organization put together from single permissions. */
export default class CustomRole extends TenantModel {
  @column()
  declare name: string

  /** The built-in role as whom its members count where something is shared with a role. */
  @column()
  declare base: Role

  @column()
  declare permissions: Permission[]

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
