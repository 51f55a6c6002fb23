import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { User } from '#identity'
import { newLinkToken } from '#shared/link_token'
import { quotedName, sendMail } from '#mail'
import Invitation from '#organizations/models/invitation'
import Organization from '#organizations/models/organization'
import { isStillOffered } from '#organizations/queries/is_still_offered'
import { roleNamed } from '#organizations/queries/role_chosen'

/** Mails the link of an invitation. The link is made here, so it is stored nowhere else. */
export class SendInvitation {
  async execute(
    tenant: TenantTransaction,
    { invitationId, now }: { invitationId: string; now: DateTime }
  ) {
    const invitation = await this.openInvitation(tenant, invitationId, now)
    if (!invitation) {
      return
    }
    const { token, tokenHash } = newLinkToken()
    await tenant.query(
      `INSERT INTO invitation_directory (token_hash, organization_id, invitation_id, expires_at)
       VALUES ($1, $2, $3, $4)`,
      [tokenHash, tenant.organizationId, invitation.id, invitation.expiresAt.toJSDate()]
    )
    await sendMail(await this.compose(tenant, invitation, token))
  }

  private async openInvitation(tenant: TenantTransaction, id: string, now: DateTime) {
    const invitation = await Invitation.of({ id: tenant.organizationId }).where({ id }).first()
    const closed = !invitation || invitation.acceptedAt || invitation.revokedAt
    if (closed || invitation.expiresAt <= now) {
      return undefined
    }
    return (await isStillOffered(tenant, invitation)) ? invitation : undefined
  }

  private async compose(tenant: TenantTransaction, invitation: Invitation, token: string) {
    const client = tenant.trx
    const offered = await roleNamed(tenant, invitation)
    const organization = await Organization.findOrFail(tenant.organizationId, { client })
    const inviter = invitation.invitedBy
      ? await User.find(invitation.invitedBy, { client })
      : undefined
    return {
      to: invitation.email,
      subject: `Invitation to ${quotedName(organization.name)} on Quarterdeck`,
      paragraphs: [
        `${inviter ? `${quotedName(inviter.fullName)} (${inviter.email})` : 'The team'} invites you to the organization ${quotedName(organization.name)} on Quarterdeck, with the role ${offered?.name}.`,
        `The link works until ${invitation.expiresAt.setZone(organization.timeZone).toFormat('d LLLL yyyy')}.`,
      ],
      action: { label: 'Accept the invitation', path: `/invitations/${token}` },
      closing: 'If you do not know this person, ignore this mail.',
    }
  }
}
