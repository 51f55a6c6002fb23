import { BasePolicy } from '@adonisjs/bouncer'
import type User from '#identity/models/user'
import type Membership from '#organizations/models/membership'
import { mayGrant, type Permission } from '#organizations/roles'

/** What a role holds. */
type Granted = ReadonlySet<Permission>

/**
 * Nobody hands out, takes away or changes a role that holds more than their own. People of an agency leave the team to the organization's
 * own people, unless they stand in for an owner it does not have yet: whoever they let in would stay when they go.
 */
export default class TeamPolicy extends BasePolicy {
  invite(_: User, own: Membership, granted: Granted) {
    return managesTeam(own) && mayGrant(own.permissions, granted)
  }

  changeRole(
    _: User,
    own: Membership,
    { member, granted }: { member: Membership; granted: Granted }
  ) {
    return (
      managesTeam(own) &&
      mayGrant(own.permissions, member.permissions) &&
      mayGrant(own.permissions, granted)
    )
  }

  /** A role is put together, changed and deleted by who holds what it holds, before and after. */
  defineRole(_: User, own: Membership, granted: Granted) {
    return own.may('roles.manage') && isOwnPerson(own) && mayGrant(own.permissions, granted)
  }

  remove(_: User, own: Membership, member: Membership) {
    return managesTeam(own) && mayGrant(own.permissions, member.permissions)
  }
}

const isOwnPerson = ({ delegationId, role }: Membership) =>
  delegationId === null || role === 'owner'

const managesTeam = (own: Membership) => own.may('team.manage') && isOwnPerson(own)
