import type { TenantTransaction } from '#foundation'
import type Invitation from '#organizations/models/invitation'
import Membership from '#organizations/models/membership'
import { roleNamed } from '#organizations/queries/role_chosen'
import { mayGrant } from '#organizations/roles'

type Offer = Pick<Invitation, 'invitedBy' | 'role' | 'customRoleId'>

/**
 * Whether who made an offer could make it now. An invitation takes effect days after it was sent, and by then its sender
 * may be gone, or hold less. Those of the command line and of the installation itself stand.
 */
export async function isStillOffered(tenant: TenantTransaction, offer: Offer) {
  const { invitedBy } = offer
  const offered = await roleNamed(tenant, offer)
  if (!offered) {
    return false
  }
  if (invitedBy === null) {
    return true
  }
  const inviter = await Membership.of({ id: tenant.organizationId })
    .where('user_id', invitedBy)
    .first()
  return (
    inviter !== null &&
    inviter.may('team.manage') &&
    mayGrant(inviter.permissions, offered.permissions)
  )
}
