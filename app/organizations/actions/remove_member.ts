import { announce, type Actor } from '#organizations/events/activity_recorded'
import type { HeldTeam } from '#organizations/held_team'
import type Membership from '#organizations/models/membership'
import { revokeInvitationsOf } from '#organizations/actions/revoke_invitations_of'
import { revokeKeysOf } from '#organizations/actions/revoke_keys_of'

/**
 * Ends a membership, the open invitations that the person sent, and the API keys they made. Each request looks both up, so the next one is refused already.
 * Answers how many keys ended.
 */
export class RemoveMember {
  async execute(team: HeldTeam, { member, actor }: { member: Membership; actor: Actor }) {
    const { tenant } = team
    await team.assertAnotherOwner(member)
    await member.delete()
    await tenant.query(
      'DELETE FROM user_organizations WHERE user_id = $1 AND organization_id = $2',
      [member.userId, tenant.organizationId]
    )
    await announce(tenant, {
      actor,
      action: member.userId === actor.id ? 'member.left' : 'member.removed',
      subject: `member:${member.userId}`,
      detail: { role: member.role },
    })
    await revokeInvitationsOf(team, { userId: member.userId, actor })
    return revokeKeysOf(tenant, { userId: member.userId, actor })
  }
}
