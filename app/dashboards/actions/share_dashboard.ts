import { Refusal, type TenantTransaction } from '#foundation'
import { listMembers } from '#organizations'
import type { Role } from '#shared/roles'
import type Dashboard from '#dashboards/models/dashboard'
import type { Visibility } from '#dashboards/models/dashboard'

export interface Sharing {
  visibility: Visibility
  roles?: Role[]
  /** Ids of memberships. */
  members?: string[]
}

/** Decides who sees a dashboard. Roles and people count only where chosen ones see it. */
export class ShareDashboard {
  constructor(private tenant: TenantTransaction) {}

  async execute(dashboard: Dashboard, { visibility, roles = [], members = [] }: Sharing) {
    const team = await listMembers(this.tenant)
    const isChosen = visibility === 'chosen'
    if (isChosen) {
      assertSomeone({ roles, members }, team)
    }
    if (visibility === 'private') {
      assertOwner(dashboard, team)
      await this.endLinks(dashboard)
    }
    return dashboard.merge({
      visibility,
      sharedRoles: isChosen ? [...new Set(roles)] : [],
      sharedMembers: isChosen ? [...new Set(members)] : [],
    })
  }

  /** For good: sharing it again later must not open it to people who were shut out. */
  private async endLinks({ id }: Dashboard) {
    await this.tenant.query(
      `UPDATE dashboard_links SET revoked_at = now()
        WHERE organization_id = $1 AND dashboard_id = $2 AND revoked_at IS NULL`,
      [this.tenant.organizationId, id]
    )
  }
}

type Team = Awaited<ReturnType<typeof listMembers>>

function assertSomeone({ roles, members }: { roles: string[]; members: string[] }, team: Team) {
  const known = new Set(team.map(({ id }) => id))
  if (roles.length + members.length === 0) {
    throw refusal('Choose at least one role or person, or make the dashboard private.')
  }
  if (!members.every((id) => known.has(id))) {
    throw refusal('A chosen person is no longer a member. Open the dialog again and choose anew.')
  }
}

/** A private dashboard is seen by its owner alone, so there has to be one. */
function assertOwner({ createdBy }: Dashboard, team: Team) {
  if (!team.some(({ userId }) => userId === createdBy)) {
    throw new Refusal({
      code: 'E_DASHBOARD_WITHOUT_OWNER',
      status: 422,
      message:
        'This dashboard has no owner among the members, so no one could open it any more. Nothing was changed. Share it with chosen roles or people, or duplicate it and keep the copy private.',
    })
  }
}

function refusal(whatToDo: string) {
  return new Refusal({
    code: 'E_SHARED_WITH_WHOM',
    status: 422,
    message: `It is not clear who should see this dashboard, so nothing was changed. ${whatToDo}`,
  })
}
