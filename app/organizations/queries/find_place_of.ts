import type { HttpContext } from '@adonisjs/core/http'
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
export async function findPlaceOf(
  user: { id: string; lastOrganizationId: string | null },
  { hostScope }: Pick<HttpContext, 'hostScope'> = {}
): Promise<Place> {
  const all = await listOrganizationsOf(user.id, { id: user.lastOrganizationId })
  const organizations = all.filter((one) => hostScope?.admits(one) ?? true)
  const organization =
    organizations.find(({ id }) => id === user.lastOrganizationId) ?? organizations[0]
  if (!organization) {
    return { organizations }
  }
  const membership = await withTenant(
    organization.id,
    () => Membership.of(organization).where('user_id', user.id).first(),
    { readOnly: true }
  )
  return membership ? { organizations, organization, membership } : { organizations }
}
