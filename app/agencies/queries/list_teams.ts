import type { TenantTransaction } from '#foundation'
import type { DelegatedRole } from '../delegated_role.js'

export interface AgencyTeam {
  id: string
  name: string
  members: string[]
  clients: string[]
  role: DelegatedRole
}

export async function listTeams(tenant: TenantTransaction): Promise<AgencyTeam[]> {
  const { rows } = await tenant.query<AgencyTeam>(
    `SELECT t.id, t.name,
       ARRAY(SELECT m.membership_id FROM agency_team_members m
         WHERE m.organization_id = $1 AND m.team_id = t.id) AS members,
       ARRAY(SELECT a.client_id FROM agency_assignments a
         WHERE a.organization_id = $1 AND a.team_id = t.id) AS clients,
       coalesce((SELECT min(a.role) FROM agency_assignments a
         WHERE a.organization_id = $1 AND a.team_id = t.id), 'manager') AS role
     FROM agency_teams t WHERE t.organization_id = $1 ORDER BY lower(t.name), t.id`,
    [tenant.organizationId]
  )
  return rows
}

interface Choice {
  id: string
  name: string
}

/** Whom a team can be made of, and whom it can work for. Owners and admins are everywhere already. */
export async function teamChoices(tenant: TenantTransaction) {
  const values = [tenant.organizationId]
  const people = await tenant.query<Choice>(
    `SELECT m.id, u.full_name AS name FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = $1 AND m.delegation_id IS NULL
       AND m.role NOT IN ('owner', 'admin', 'client', 'billing_admin')
     ORDER BY lower(u.full_name), m.id LIMIT 1000`,
    values
  )
  const clients = await tenant.query<Choice>(
    `SELECT o.id, o.name FROM agency_clients c JOIN organizations o ON o.id = c.client_id
     WHERE c.organization_id = $1 AND c.ended_at IS NULL ORDER BY lower(o.name), o.id LIMIT 1000`,
    values
  )
  return { people: people.rows, clients: clients.rows }
}
