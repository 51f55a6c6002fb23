import { announce, type Actor } from '#organizations/events/activity_recorded'
import type { HeldTeam } from '#organizations/held_team'
import type Membership from '#organizations/models/membership'
import { revokeInvitationsOf } from '#organizations/actions/revoke_invitations_of'
import { revokeKeysOf } from '#organizations/actions/revoke_keys_of'
import { permissionsOf, type Permission, type Role } from '#organizations/roles'

interface Change {
  member: Membership
  role: Role
  /** One of the organization's own, and what it holds. */
  customRoleId?: string | null
  permissions?: ReadonlySet<Permission>
  actor: Actor
}

/** Gives a member another role. Answers how many API keys of theirs ended with the old one. */
export class ChangeRole {
  async execute(team: HeldTeam, change: Change): Promise<number> {
    const { member, role, customRoleId = null, permissions = permissionsOf(role), actor } = change
    const { tenant } = team
    const before = member.customRoleId ?? member.role
    if (before === (customRoleId ?? role)) {
      return 0
    }
    await team.assertAnotherOwner(member)
    await member.merge({ role, customRoleId }).save()
    member.granted = permissions
    await announce(tenant, {
      actor,
      action: 'member.role_changed',
      subject: `member:${member.userId}`,
      detail: { from: before, to: customRoleId ?? role },
    })
    await revokeInvitationsOf(team, { userId: member.userId, actor })
    const keepsKeys = permissions.has('api_keys.manage')
    return keepsKeys ? 0 : revokeKeysOf(tenant, { userId: member.userId, actor })
  }
}
