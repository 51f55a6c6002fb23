import type { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { User } from '#identity'
import Invitation from '#organizations/models/invitation'
import Organization from '#organizations/models/organization'
import { findInvitation, invitationClosed } from '#organizations/queries/find_invitation'
import { isStillOffered } from '#organizations/queries/is_still_offered'
import { roleNamed } from '#organizations/queries/role_chosen'
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
      const { invitation, roleName } = await openOffer(tenant, invitationId)
      const { email, invitedBy } = invitation
      const account = await User.findBy({ email }, { client })
      const inviter = invitedBy ? await User.find(invitedBy, { client }) : null
      const organization = await Organization.findOrFail(organizationId, { client })
      return {
        organizationName: organization.name,
        roleName,
        email,
        inviterName: inviter?.fullName ?? null,
        way: wayIn(email, viewer, account),
      }
    },
    { readOnly: true }
  )
}

/** An offer that nobody took or took back, and whose sender could make it now. */
async function openOffer(tenant: TenantTransaction, id: string) {
  const invitation = await Invitation.of({ id: tenant.organizationId }).where({ id }).first()
  const isOpen = invitation && !invitation.acceptedAt && !invitation.revokedAt
  const offered = isOpen ? await roleNamed(tenant, invitation) : undefined
  if (!invitation || !offered || !(await isStillOffered(tenant, invitation))) {
    throw invitationClosed()
  }
  return { invitation, roleName: offered.name }
}

function wayIn(email: string, viewer: User | undefined, account: User | null) {
  if (viewer) {
    return viewer.email === email ? 'accept' : 'other_account'
  }
  return account ? 'sign_in' : 'register'
}
