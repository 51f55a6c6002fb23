import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import Invitation from '#organizations/models/invitation'
import { permissionsOf, type Permission, type Role } from '#organizations/roles'

export interface TeamMember {
  id: string
  userId: string
  fullName: string
  email: string
  role: Role
  customRoleId: string | null
  permissions: ReadonlySet<Permission>
  joinedAt: Date
  /** The agency through which the person is here, and until when; null for the organization's own people. */
  through: { agency: string; endsAt: Date | null } | null
}

interface MemberRow {
  agency: string | null
  ends_at: Date | null
  id: string
  user_id: string
  full_name: string
  email: string
  role: Role
  custom_role_id: string | null
  granted: Permission[] | null
  created_at: Date
}

/** Everybody who belongs to the organization, strongest roles first. */
export async function listMembers(tenant: TenantTransaction): Promise<TeamMember[]> {
  const { rows } = await tenant.query<MemberRow>(
    `SELECT m.id, m.user_id, u.full_name, u.email, m.role, m.created_at, m.ends_at, a.name AS agency,
       m.custom_role_id, r.permissions AS granted
     FROM memberships m JOIN users u ON u.id = m.user_id
       LEFT JOIN user_organizations p ON p.organization_id = $1 AND p.user_id = m.user_id
       LEFT JOIN organizations a ON a.id = p.agency_id
       LEFT JOIN custom_roles r ON r.organization_id = $1 AND r.id = m.custom_role_id
     WHERE m.organization_id = $1 AND (m.ends_at IS NULL OR m.ends_at > now())
     ORDER BY array_position(ARRAY['owner', 'admin', 'manager', 'analyst', 'viewer', 'client',
       'billing_admin'], m.role), lower(u.full_name), m.id`,
    [tenant.organizationId]
  )
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    fullName: row.full_name,
    email: row.email,
    role: row.role,
    customRoleId: row.custom_role_id,
    permissions: row.custom_role_id ? new Set(row.granted) : permissionsOf(row.role),
    joinedAt: row.created_at,
    through: row.agency === null ? null : { agency: row.agency, endsAt: row.ends_at },
  }))
}

export interface OpenInvitation {
  invitation: Invitation
  isExpired: boolean
}

/** Invitations nobody has accepted or taken back yet, newest first. */
export async function listOpenInvitations(
  tenant: TenantTransaction,
  now: DateTime
): Promise<OpenInvitation[]> {
  const invitations = await Invitation.of({ id: tenant.organizationId })
    .whereNull('accepted_at')
    .whereNull('revoked_at')
    .orderBy('created_at', 'desc')
  return invitations.map((invitation) => ({
    invitation,
    isExpired: invitation.expiresAt <= now,
  }))
}
