import { errors } from '@vinejs/vine'
import type { DateTime } from 'luxon'
import { enqueue, type TenantTransaction } from '#foundation'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import { sendInvitationJob } from '#organizations/jobs/send_invitation_job'
import type { HeldTeam } from '#organizations/held_team'
import { takeMail } from '#organizations/mail_allowance'
import Invitation from '#organizations/models/invitation'
import type { Role } from '#organizations/roles'

export const INVITATION_LIFETIME_DAYS = 7

export interface Offer {
  email: string
  role: Role
  customRoleId?: string | null
  actor: Actor
  now: DateTime
}

/** Offers a role by mail. An address that has an open offer gets that one again, with this role. */
export class InviteMember {
  async execute({ tenant }: HeldTeam, offer: Offer) {
    const { email, role, customRoleId = null, actor, now } = offer
    const organization = { id: tenant.organizationId }
    await this.refuseMembers(tenant, email)
    await takeMail(tenant, { email, personId: actor.id, now: now.toJSDate() })
    const open = await Invitation.of(organization)
      .where({ email })
      .whereNull('accepted_at')
      .whereNull('revoked_at')
      .first()
    // Who sends it again stands for it from now on.
    const expiresAt = now.plus({ days: INVITATION_LIFETIME_DAYS })
    const terms = { role, customRoleId, expiresAt, invitedBy: actor.id }
    const invitation = open
      ? await open.merge(terms).save()
      : await Invitation.createIn(organization, { ...terms, email })
    await this.send(tenant, invitation)
    await announce(tenant, {
      actor,
      action: 'member.invited',
      subject: `invitation:${invitation.id}`,
      detail: { role, ...(customRoleId ? { customRoleId } : {}) },
    })
    return invitation
  }

  private async refuseMembers(tenant: TenantTransaction, email: string) {
    const { rows } = await tenant.query(
      `SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id
       WHERE m.organization_id = $1 AND u.email = $2`,
      [tenant.organizationId, email]
    )
    if (rows.length > 0) {
      throw new errors.E_VALIDATION_ERROR([
        {
          field: 'email',
          rule: 'member',
          message: 'This person is already a member. Change the role in the list instead.',
        },
      ])
    }
  }

  /** Links of earlier mails stop working; the job makes the new one. */
  private async send(tenant: TenantTransaction, invitation: Invitation) {
    await tenant.query(
      'DELETE FROM invitation_directory WHERE organization_id = $1 AND invitation_id = $2',
      [tenant.organizationId, invitation.id]
    )
    const payload = { organizationId: tenant.organizationId, invitationId: invitation.id }
    await enqueue(sendInvitationJob, payload, { within: tenant, group: tenant.organizationId })
  }
}
