import { Refusal, type TenantTransaction } from '#foundation'
import Membership from '#organizations/models/membership'

/**
 * The members of an organization, none of whom changes before the transaction ends. Whatever grants, moves or takes
 * away a role holds the team first and judges by the rows it reads afterwards: a role that was read before the lock
 * may be gone by the time it is acted upon. All rows are locked in one order, so two of these never lock each other.
 */
export class HeldTeam {
  private constructor(readonly tenant: TenantTransaction) {}

  static async hold(tenant: TenantTransaction): Promise<HeldTeam> {
    await tenant.query(
      'SELECT id FROM memberships WHERE organization_id = $1 ORDER BY id FOR UPDATE',
      [tenant.organizationId]
    )
    return new HeldTeam(tenant)
  }

  member(id: string): Promise<Membership | null> {
    return this.members().where({ id }).first()
  }

  memberOf(userId: string): Promise<Membership | null> {
    return this.members().where('user_id', userId).first()
  }

  /** Refuses when this member is the only owner. */
  async assertAnotherOwner(member: Membership) {
    if (member.role !== 'owner') {
      return
    }
    const other = await this.members().where('role', 'owner').whereNot('id', member.id).first()
    if (!other) {
      throw new Refusal({
        code: 'E_LAST_OWNER',
        status: 409,
        message:
          'An organization needs at least one owner, so nothing was changed. Make someone else an owner first.',
      })
    }
  }

  private members() {
    return Membership.of({ id: this.tenant.organizationId })
  }
}
