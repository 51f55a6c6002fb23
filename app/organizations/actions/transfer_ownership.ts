import { announce, type Actor } from '#organizations/events/activity_recorded'
import { revokeInvitationsOf } from '#organizations/actions/revoke_invitations_of'
import type { HeldTeam } from '#organizations/held_team'
import type Membership from '#organizations/models/membership'

interface Transfer {
  from: Membership
  to: Membership
  actor: Actor
}

/** Makes another member the owner; the old owner stays as an admin. */
export class TransferOwnership {
  async execute(team: HeldTeam, { from, to, actor }: Transfer) {
    if (from.id === to.id) {
      return
    }
    await to.merge({ role: 'owner', customRoleId: null }).save()
    await from.merge({ role: 'admin', customRoleId: null }).save()
    await revokeInvitationsOf(team, { userId: from.userId, actor })
    await announce(team.tenant, {
      actor,
      action: 'ownership.transferred',
      subject: `member:${to.userId}`,
      detail: { from: from.userId, to: to.userId },
    })
  }
}
