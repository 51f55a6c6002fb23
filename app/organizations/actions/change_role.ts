import { announce, type Actor } from '#organizations/events/activity_recorded'
import type { HeldTeam } from '#organizations/held_team'
import type Membership from '#organizations/models/membership'
import { revokeInvitationsOf } from '#organizations/actions/revoke_invitations_of'
import { revokeKeysOf } from '#organizations/actions/revoke_keys_of'
import { permissionsOf, type Role } from '#organizations/roles'

interface Change {
  member: Membership
  role: Role
  actor: Actor
}

/** Gives a member another role. Answers how many API keys of theirs ended with the old one. */
export class ChangeRole {
  async execute(team: HeldTeam, { member, role, actor }: Change): Promise<number> {
    const { tenant } = team
    const before = member.role
    if (before === role) {
      return 0
    }
    await team.assertAnotherOwner(member)
    await member.merge({ role }).save()
    await announce(tenant, {
      actor,
      action: 'member.role_changed',
      subject: `member:${member.userId}`,
      detail: { from: before, to: role },
    })
    await revokeInvitationsOf(team, { userId: member.userId, actor })
    const keepsKeys = permissionsOf(role).has('api_keys.manage')
    return keepsKeys ? 0 : revokeKeysOf(tenant, { userId: member.userId, actor })
  }
}
