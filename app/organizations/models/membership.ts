import { afterFetch, afterFind, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { TenantModel } from '#foundation'
import CustomRole from '#organizations/models/custom_role'
import { permissionsOf, type Permission, type Role } from '#organizations/roles'

const NOTHING: ReadonlySet<Permission> = new Set()

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

  /** The organization's own role that says what this place may do; null where the built-in one does. */
  @column()
  declare customRoleId: string | null

  /** What the own role holds. Read together with the place, so that nothing is decided by the built-in one beside it. */
  declare granted?: ReadonlySet<Permission>

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

  @afterFind()
  static readRole(place: Membership) {
    return readRoles([place])
  }

  @afterFetch()
  static readRolesOf(places: Membership[]) {
    return readRoles(places)
  }

  get permissions(): ReadonlySet<Permission> {
    return this.customRoleId ? (this.granted ?? NOTHING) : permissionsOf(this.role)
  }

  may(permission: Permission): boolean {
    return this.permissions.has(permission)
  }
}

async function readRoles(places: Membership[]) {
  const ids = [...new Set(places.flatMap(({ customRoleId }) => customRoleId ?? []))]
  if (ids.length === 0) {
    return
  }
  const roles = (await CustomRole.of({ id: places[0].organizationId }).whereIn(
    'id',
    ids
  )) as CustomRole[]
  for (const place of places) {
    const role = roles.find(({ id }) => id === place.customRoleId)
    place.granted = new Set(role?.permissions)
  }
}
