import { withTenant } from '#foundation'
import type { User } from '#identity'
import { CreateOrganization, Organization, places } from '#organizations'
import { BUSINESS_NAME } from '../business/catalogue.js'

export const SAMPLE_SLUG = 'harbor-coffee'

/** The sample organization, or nothing where somebody's own organization has its name. */
export async function ensureOrganization(people: {
  owner: User
  viewer: User
}): Promise<Organization | undefined> {
  const known = await Organization.findBy('slug', SAMPLE_SLUG)
  if (known && !known.isSample) {
    return undefined
  }
  const organization = known ?? (await makeOrganization(people.owner))
  await ensureMember(organization, people.viewer)
  return organization
}

async function makeOrganization(owner: User): Promise<Organization> {
  const wanted = {
    name: BUSINESS_NAME,
    timeZone: 'Europe/Amsterdam',
    currency: 'EUR',
    ip: null,
    isSample: true,
  }
  const organization = await new CreateOrganization().execute(wanted, async () => owner)
  await owner.merge({ lastOrganizationId: organization.id }).save()
  return organization
}

async function ensureMember(organization: Organization, person: User) {
  const sql = 'SELECT 1 FROM user_organizations WHERE organization_id = $1 AND user_id = $2'
  if (!(await isPresent(organization, sql, [person.id]))) {
    await withTenant(organization.id, (tenant) =>
      places.add(tenant, { userId: person.id, role: 'viewer' })
    )
    await person.merge({ lastOrganizationId: organization.id }).save()
  }
}

/** Whether a step was taken before: each looks for what it would make. */
export async function isPresent(organization: Organization, sql: string, values: unknown[] = []) {
  const { rows } = await withTenant(
    organization.id,
    (tenant) => tenant.query(sql, [organization.id, ...values]),
    { readOnly: true }
  )
  return rows.length > 0
}
