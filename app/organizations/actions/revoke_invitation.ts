import { DateTime } from 'luxon'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import type { HeldTeam } from '#organizations/held_team'
import type Invitation from '#organizations/models/invitation'

/** Takes an open offer back; its link stops working at once. */
export class RevokeInvitation {
  async execute(
    { tenant }: HeldTeam,
    { invitation, actor }: { invitation: Invitation; actor: Actor }
  ) {
    await invitation.merge({ revokedAt: DateTime.utc() }).save()
    await tenant.query(
      'DELETE FROM invitation_directory WHERE organization_id = $1 AND invitation_id = $2',
      [tenant.organizationId, invitation.id]
    )
    await announce(tenant, {
      actor,
      action: 'invitation.revoked',
      subject: `invitation:${invitation.id}`,
      detail: { role: invitation.role },
    })
  }
}
