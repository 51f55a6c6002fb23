import { DateTime } from 'luxon'
import { openAuditChain } from '#audit'
import { newId, withTenant } from '#foundation'
import User from '#identity/models/user'
import Organization from '#organizations/models/organization'

export const PASSWORD = 'correct horse battery staple'

export type Role = 'owner' | 'admin' | 'manager' | 'analyst' | 'viewer' | 'client' | 'billing_admin'

/** An organization with nobody in it. Its slug is unique, so tests never meet each other's rows. */
export async function givenOrganization(attributes: Partial<Organization> = {}) {
  const id = newId()
  const organization = await Organization.create({
    id,
    slug: `org-${id}`,
    name: 'Lighthouse Bakery',
    timeZone: 'Europe/Amsterdam',
    currency: 'EUR',
    isSample: false,
    dataVersion: 0,
    ...attributes,
  })
  await withTenant(id, (tenant) => openAuditChain(tenant))
  return organization
}

/** A person who can sign in with `PASSWORD`. */
export async function givenUser(attributes: Partial<User> = {}) {
  const id = newId()
  return User.create({
    id,
    email: `person-${id}@example.test`,
    fullName: 'Noor Visser',
    password: PASSWORD,
    locale: 'en',
    timeZone: 'Europe/Amsterdam',
    passwordChangedAt: DateTime.utc(),
    emailVerifiedAt: DateTime.utc(),
    ...attributes,
  })
}

/** A person with a role in the organization. */
export async function givenMember(organization: Organization, role: Role = 'owner') {
  const user = await givenUser({ lastOrganizationId: organization.id })
  await withTenant(organization.id, async (tenant) => {
    await tenant.query(
      'INSERT INTO memberships (organization_id, id, user_id, role, created_at, updated_at) VALUES ($1, $2, $3, $4, now(), now())',
      [organization.id, newId(), user.id, role]
    )
    await tenant.query(
      'INSERT INTO user_organizations (user_id, organization_id) VALUES ($1, $2)',
      [user.id, organization.id]
    )
  })
  return user
}
