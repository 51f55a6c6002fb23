import type { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { User } from '#identity'
import Invitation from '#organizations/models/invitation'
import Organization from '#organizations/models/organization'
import { findInvitation, invitationClosed } from '#organizations/queries/find_invitation'
import { isStillOffered } from '#organizations/queries/is_still_offered'
import { ROLE_NAMES } from '#organizations/roles'
import type { InvitationPreview } from '#organizations/types'

/** What the holder of a link sees before accepting. */
export async function previewInvitation(
  token: string,
  { viewer, now }: { viewer: User | undefined; now: DateTime }
): Promise<InvitationPreview> {
  const { organizationId, invitationId } = await findInvitation(token, now)
  return withTenant(
    organizationId,
    async (tenant) => {
      const client = tenant.trx
      const invitation = await Invitation.of({ id: organizationId })
        .where('id', invitationId)
        .first()
      if (!invitation || invitation.acceptedAt || invitation.revokedAt) {
        throw invitationClosed()
      }
      if (!(await isStillOffered(tenant, invitation))) {
        throw invitationClosed()
      }
      const { email, role, invitedBy } = invitation
      const account = await User.findBy({ email }, { client })
      const inviter = invitedBy ? await User.find(invitedBy, { client }) : null
      const organization = await Organization.findOrFail(organizationId, { client })
      return {
        organizationName: organization.name,
        roleName: ROLE_NAMES[role],
        email,
        inviterName: inviter?.fullName ?? null,
        way: wayIn(email, viewer, account),
      }
    },
    { readOnly: true }
  )
}

function wayIn(email: string, viewer: User | undefined, account: User | null) {
  if (viewer) {
    return viewer.email === email ? 'accept' : 'other_account'
  }
  return account ? 'sign_in' : 'register'
}
