import { column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { TenantModel } from '#foundation'
import { permissionsOf, type Permission, type Role } from '#organizations/roles'

/** A person's place in one organization. */
export default class Membership extends TenantModel {
  @column()
  declare userId: string

  @column()
  declare role: Role

  /** The agency's delegation that this place follows from; null for the organization's own people. */
  @column()
  declare delegationId: string | null

  @column.dateTime()
  declare endsAt: DateTime | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  /** Places whose time is over are nobody's, also while they wait to be cleared away. */
  static of<Model extends LucidModel>(
    this: Model,
    organization: { id: string }
  ): ModelQueryBuilderContract<Model, InstanceType<Model>> {
    const all = TenantModel.of.call(this, organization) as ModelQueryBuilderContract<
      Model,
      InstanceType<Model>
    >
    return all.whereRaw('(memberships.ends_at IS NULL OR memberships.ends_at > now())')
  }

  may(permission: Permission): boolean {
    return permissionsOf(this.role).has(permission)
  }
}
