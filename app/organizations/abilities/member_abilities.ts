import { Bouncer } from '@adonisjs/bouncer'
import type User from '#identity/models/user'
import type Membership from '#organizations/models/membership'
import { allPermissions, type Permission } from '#organizations/roles'

function abilityFor(permission: Permission) {
  return Bouncer.ability(
    (user: User, membership: Membership) =>
      membership.userId === user.id && membership.may(permission)
  )
}

type MemberAbility = ReturnType<typeof abilityFor>

let abilities: Record<Permission, MemberAbility> | undefined

/** One Bouncer ability per permission: `bouncer.authorize('sources.manage', membership)`. Known once all contexts are. */
export function memberAbilities(): Record<Permission, MemberAbility> {
  abilities ??= Object.fromEntries(
    allPermissions().map((permission) => [permission, abilityFor(permission)])
  ) as Record<Permission, MemberAbility>
  return abilities
}
