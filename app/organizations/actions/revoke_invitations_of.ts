import type { Actor } from '#organizations/events/activity_recorded'
import { RevokeInvitation } from '#organizations/actions/revoke_invitation'
import type { HeldTeam } from '#organizations/held_team'
import Invitation from '#organizations/models/invitation'
import { isStillOffered } from '#organizations/queries/is_still_offered'

/** Takes back the open offers that a person could no longer make, once their role is another one or none. */
export async function revokeInvitationsOf(
  team: HeldTeam,
  { userId, actor }: { userId: string; actor: Actor }
) {
  const open = await Invitation.of({ id: team.tenant.organizationId })
    .where('invited_by', userId)
    .whereNull('accepted_at')
    .whereNull('revoked_at')
  for (const invitation of open) {
    if (!(await isStillOffered(team.tenant, invitation))) {
      await new RevokeInvitation().execute(team, { invitation, actor })
    }
  }
}
