import { BasePolicy } from '@adonisjs/bouncer'
import type User from '#identity/models/user'
import type Membership from '#organizations/models/membership'
import { mayGrant, type Role } from '#organizations/roles'

/**
 * Nobody hands out, takes away or changes a role that holds more than their own. People of an agency leave the team to the organization's
 * own people, unless they stand in for an owner it does not have yet: whoever they let in would stay when they go.
 */
export default class TeamPolicy extends BasePolicy {
  invite(_: User, own: Membership, role: Role) {
    return managesTeam(own) && mayGrant(own.role, role)
  }

  changeRole(_: User, own: Membership, { member, role }: { member: Membership; role: Role }) {
    return managesTeam(own) && mayGrant(own.role, member.role) && mayGrant(own.role, role)
  }

  remove(_: User, own: Membership, member: Membership) {
    return managesTeam(own) && mayGrant(own.role, member.role)
  }
}

const managesTeam = (own: Membership) =>
  own.may('team.manage') && (own.delegationId === null || own.role === 'owner')
