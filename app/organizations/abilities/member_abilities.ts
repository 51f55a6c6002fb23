import { Bouncer } from '@adonisjs/bouncer'
import type User from '#identity/models/user'
import type Membership from '#organizations/models/membership'
import { PERMISSIONS, type Permission } from '#organizations/roles'

function abilityFor(permission: Permission) {
  return Bouncer.ability(
    (user: User, membership: Membership) =>
      membership.userId === user.id && membership.may(permission)
  )
}

type MemberAbility = ReturnType<typeof abilityFor>

/** One Bouncer ability per permission: `bouncer.authorize('sources.manage', membership)`. */
export const memberAbilities = Object.fromEntries(
  PERMISSIONS.map((permission) => [permission, abilityFor(permission)])
) as Record<Permission, MemberAbility>
