import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { InviteMember } from '#organizations/actions/invite_member'
import { SendInvitation } from '#organizations/actions/send_invitation'
import { HeldTeam } from '#organizations/held_team'
import CustomRole from '#organizations/models/custom_role'
import Membership from '#organizations/models/membership'
import type Organization from '#organizations/models/organization'
import type { Permission, Role } from '#organizations/roles'
import type User from '#identity/models/user'
import { lastMailTo } from '#tests/support/mailbox'

interface Offer {
  email: string
  role?: Role
  now?: DateTime
}

/** An open invitation whose mail has arrived, and the path of the link in it. */
export async function givenInvitation(organization: Organization, offer: Offer) {
  const { email, role = 'analyst', now = DateTime.utc() } = offer
  return withTenant(organization.id, async (tenant) => {
    const actor = { id: null, ip: null }
    const invitation = await new InviteMember().execute(await HeldTeam.hold(tenant), {
      email,
      role,
      actor,
      now,
    })
    await new SendInvitation().execute(tenant, { invitationId: invitation.id, now })
    return { id: invitation.id, path: (await lastMailTo(email))!.path }
  })
}

/** The person's role in the organization, or undefined. */
export async function roleOf(organization: Organization, user: User): Promise<Role | undefined> {
  const membership = await membershipOf(organization, user)
  return membership?.role
}

export async function membershipOf(organization: Organization, user: User) {
  return withTenant(organization.id, () =>
    Membership.of(organization).where('user_id', user.id).first()
  )
}

export const freshAddress = () => `person-${crypto.randomUUID()}@example.test`

/** A role that the organization put together. */
export async function givenCustomRole(
  organization: Organization,
  { name = 'Planner', permissions }: { name?: string; permissions: Permission[] }
) {
  return withTenant(organization.id, async () => {
    const terms = { name, base: 'viewer' as const }
    const all: Permission[] = [...new Set<Permission>(['organization.view', ...permissions])]
    return CustomRole.createIn(organization, { ...terms, permissions: all })
  })
}

/** Gives a member one of the organization's own roles. */
export async function withCustomRole(organization: Organization, user: User, roleId: string) {
  await withTenant(organization.id, (tenant) =>
    tenant.query(
      `UPDATE memberships SET role = 'viewer', custom_role_id = $3
       WHERE organization_id = $1 AND user_id = $2`,
      [organization.id, user.id, roleId]
    )
  )
}
