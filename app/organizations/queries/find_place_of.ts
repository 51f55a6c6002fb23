import { withTenant } from '#foundation'
import Membership from '#organizations/models/membership'
import type Organization from '#organizations/models/organization'
import { listOrganizationsOf } from '#organizations/queries/list_organizations_of'

export interface Place {
  organizations: Organization[]
  /** The one opened last, or else the first by name; nothing where there is none. */
  organization?: Organization
  membership?: Membership
}

/** Where a person is when no address says it. */
export async function findPlaceOf(user: {
  id: string
  lastOrganizationId: string | null
}): Promise<Place> {
  const organizations = await listOrganizationsOf(user.id)
  const organization =
    organizations.find(({ id }) => id === user.lastOrganizationId) ?? organizations[0]
  if (!organization) {
    return { organizations }
  }
  const membership = await withTenant(
    organization.id,
    () => Membership.of(organization).where('user_id', user.id).firstOrFail(),
    { readOnly: true }
  )
  return { organizations, organization, membership }
}
