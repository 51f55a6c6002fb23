import type { TenantTransaction } from '#foundation'
import type { Role } from '#shared/roles'
import { strongestOf, weaker, type DelegatedRole } from '../delegated_role.js'

/** One of the agency's own people, and what teams make of them at one client. */
export interface AgencyPerson {
  userId: string
  role: Role
  assigned: DelegatedRole[]
}

/** Everybody who belongs to the agency itself. Whoever is there through another agency passes nothing on. */
export async function agencyPeople(
  agency: TenantTransaction,
  clientId: string
): Promise<AgencyPerson[]> {
  const { rows } = await agency.query<AgencyPerson>(
    `SELECT m.user_id AS "userId", m.role,
       coalesce(array_agg(a.role) FILTER (WHERE a.role IS NOT NULL), '{}') AS assigned
     FROM memberships m
       LEFT JOIN agency_team_members t ON t.organization_id = $1 AND t.membership_id = m.id
       LEFT JOIN agency_assignments a ON a.organization_id = $1 AND a.team_id = t.team_id AND a.client_id = $2
     WHERE m.organization_id = $1 AND m.delegation_id IS NULL
     GROUP BY m.user_id, m.role`,
    [agency.organizationId, clientId]
  )
  return rows
}

interface Terms {
  role: DelegatedRole
  /** Whether the agency's owners stand in for an owner that the client does not have yet. */
  standsIn: boolean
}

/**
 * Who gets which place at a client, strongest first, so that somebody else is an owner before one stops being it. Owners and admins of the
 * agency have what was agreed; everybody else what their teams are assigned, and never more than was agreed.
 */
export function wantedPlaces(people: AgencyPerson[], { role, standsIn }: Terms) {
  const wanted = people.flatMap((person) => {
    if (person.role === 'owner' && standsIn) {
      return { userId: person.userId, role: 'owner' as Role }
    }
    const own = ownRole(person, role)
    return own ? { userId: person.userId, role: own as Role } : []
  })
  return wanted.sort((one, other) => Number(other.role === 'owner') - Number(one.role === 'owner'))
}

function ownRole({ role, assigned }: AgencyPerson, agreed: DelegatedRole): DelegatedRole | null {
  if (role === 'client' || role === 'billing_admin') {
    return null
  }
  if (role === 'owner' || role === 'admin') {
    return agreed
  }
  const strongest = strongestOf(assigned)
  return strongest && weaker(strongest, agreed)
}
