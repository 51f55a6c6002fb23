import type { listMembers } from '#organizations'
import type Dashboard from '#dashboards/models/dashboard'

type Member = Pick<
  Awaited<ReturnType<typeof listMembers>>[number],
  'id' | 'userId' | 'role' | 'permissions'
>

type Shared = Pick<Dashboard, 'visibility' | 'createdBy' | 'sharedRoles' | 'sharedMembers'>

/** Whether a member sees a dashboard, as `Dashboard.visibleTo` decides it for whoever asks. */
export function seesDashboard(
  { id, userId, role, permissions }: Member,
  dashboard: Shared
): boolean {
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
