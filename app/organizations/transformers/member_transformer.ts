import { BaseTransformer } from '@adonisjs/core/transformers'
import type Membership from '#organizations/models/membership'
import type { TeamMember } from '#organizations/queries/list_team'
import { mayGrant } from '#organizations/roles'

/** A row of the team list, and what the viewer may do with it. */
export default class MemberTransformer extends BaseTransformer<TeamMember> {
  constructor(
    resource: TeamMember,
    protected viewer: Membership
  ) {
    super(resource)
  }

  toObject() {
    const { id, fullName, email, role, joinedAt, userId, through } = this.resource
    const { customRoleId, permissions } = this.resource
    const isSelf = userId === this.viewer.userId
    const mayManage =
      through === null &&
      this.viewer.may('team.manage') &&
      mayGrant(this.viewer.permissions, permissions)
    return {
      id,
      fullName,
      email,
      role: customRoleId ?? role,
      isSelf,
      mayManage,
      joinedAt: joinedAt.toISOString(),
      through: through && { agency: through.agency, endsAt: through.endsAt?.toISOString() ?? null },
    }
  }
}
