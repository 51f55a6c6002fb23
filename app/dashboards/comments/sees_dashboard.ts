import { permissionsOf } from '#organizations'
import type { Role } from '#shared/roles'
import type Dashboard from '#dashboards/models/dashboard'

interface Member {
  id: string
  userId: string
  role: Role
}

type Shared = Pick<Dashboard, 'visibility' | 'createdBy' | 'sharedRoles' | 'sharedMembers'>

/** Whether a member sees a dashboard, as `Dashboard.visibleTo` decides it for whoever asks. */
export function seesDashboard({ id, userId, role }: Member, dashboard: Shared): boolean {
  const permissions = permissionsOf(role)
  return permissions.has('dashboards.view') && isMeant()

  function isMeant() {
    const { visibility, createdBy, sharedRoles, sharedMembers } = dashboard
    const isChosen =
      sharedRoles.includes(role) ||
      sharedMembers.includes(id) ||
      permissions.has('organization.manage')
    return (
      visibility === 'organization' || createdBy === userId || (visibility === 'chosen' && isChosen)
    )
  }
}
