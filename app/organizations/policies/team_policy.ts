import { BasePolicy } from '@adonisjs/bouncer'
import type User from '#identity/models/user'
import type Membership from '#organizations/models/membership'
import { mayGrant, type Role } from '#organizations/roles'

/** Nobody hands out, takes away or changes a role that holds more than their own. */
export default class TeamPolicy extends BasePolicy {
  invite(_: User, own: Membership, role: Role) {
    return own.may('team.manage') && mayGrant(own.role, role)
  }

  changeRole(_: User, own: Membership, { member, role }: { member: Membership; role: Role }) {
    return own.may('team.manage') && mayGrant(own.role, member.role) && mayGrant(own.role, role)
  }

  remove(_: User, own: Membership, member: Membership) {
    return own.may('team.manage') && mayGrant(own.role, member.role)
  }
}
