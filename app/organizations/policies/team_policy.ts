import { BasePolicy, AuthorizationResponse } from '@adonisjs/bouncer'
import type User from '#identity/models/user'
import type Membership from '#organizations/models/membership'
import { mayGrant, type Role } from '#organizations/roles'

/** Nobody hands out, takes away or changes a role that holds more than their own. */
export default class TeamPolicy extends BasePolicy {
  invite(_: User, own: Membership, role: Role) {
    return own.may('team.manage') && this.within(own, role)
  }

  changeRole(_: User, own: Membership, change: { member: Membership; role: Role }) {
    const { member, role } = change
    return own.may('team.manage') && this.within(own, member.role) && this.within(own, role)
  }

  remove(_: User, own: Membership, member: Membership) {
    return own.may('team.manage') && this.within(own, member.role)
  }

  private within(own: Membership, role: Role) {
    return mayGrant(own.role, role)
      ? AuthorizationResponse.allow()
      : AuthorizationResponse.deny('This role holds more than yours.')
  }
}
