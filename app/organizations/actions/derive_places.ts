import type { TenantTransaction } from '#foundation'
import { AddMember, type Delegated } from '#organizations/actions/add_member'
import { ChangeRole } from '#organizations/actions/change_role'
import { RemoveMember } from '#organizations/actions/remove_member'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import { HeldTeam } from '#organizations/held_team'
import Membership from '#organizations/models/membership'
import type { Role } from '#organizations/roles'

export interface WantedPlace {
  userId: string
  role: Role
}

export interface Derivation extends Delegated {
  /** For the audit entries: people see by whom somebody has access. */
  agencyName: string
  wanted: WantedPlace[]
  actor: Actor
}

/**
 * Makes the places that follow from a delegation what they should be: none where nothing is wanted. People who have a place
 * of their own keep it. Answers which place each wanted person has by now.
 */
export class DerivePlaces {
  async execute(tenant: TenantTransaction, derivation: Derivation): Promise<WantedPlace[]> {
    const team = await HeldTeam.hold(tenant)
    const before = await everyPlace(tenant)
    const result: WantedPlace[] = []
    for (const wanted of derivation.wanted) {
      const known = before.find(({ userId }) => userId === wanted.userId)
      const isOwn = known !== undefined && known.delegationId !== derivation.delegationId
      if (isOwn) {
        result.push({ userId: known.userId, role: known.role })
        continue
      }
      await (known
        ? this.change(team, known, { ...derivation, role: wanted.role })
        : this.add(tenant, wanted, derivation))
      result.push(wanted)
    }
    await this.removeOthers(team, before, derivation)
    return result
  }

  private async add(tenant: TenantTransaction, wanted: WantedPlace, derivation: Derivation) {
    const { actor, agencyName, delegationId, agencyId, endsAt } = derivation
    const through = { delegationId, agencyId, endsAt }
    await new AddMember().execute(tenant, { ...wanted, through })
    await announce(tenant, {
      actor,
      action: 'member.delegated',
      subject: `member:${wanted.userId}`,
      detail: { role: wanted.role, agency: agencyName },
    })
  }

  private async change(team: HeldTeam, member: Membership, wanted: Derivation & { role: Role }) {
    const { role, actor, agencyId, endsAt } = wanted
    await new ChangeRole().execute(team, { member, role, actor })
    if (member.endsAt?.toMillis() === endsAt?.getTime()) {
      return
    }
    const { organizationId } = team.tenant
    const place = [organizationId, member.userId]
    await team.tenant.query(
      'UPDATE memberships SET ends_at = $3 WHERE organization_id = $1 AND user_id = $2',
      [...place, endsAt]
    )
    await team.tenant.query(
      'DELETE FROM user_organizations WHERE organization_id = $1 AND user_id = $2',
      place
    )
    await team.tenant.query(
      'INSERT INTO user_organizations (organization_id, user_id, agency_id, ends_at) VALUES ($1, $2, $3, $4)',
      [...place, agencyId, endsAt]
    )
  }

  private async removeOthers(team: HeldTeam, before: Membership[], derivation: Derivation) {
    const { actor, delegationId, wanted } = derivation
    const stay = new Set(wanted.map(({ userId }) => userId))
    for (const member of before) {
      if (member.delegationId === delegationId && !stay.has(member.userId)) {
        await new RemoveMember().execute(team, { member, actor })
      }
    }
  }
}

/** Those whose time is over among them: they are what has to be cleared away. */
function everyPlace(tenant: TenantTransaction): Promise<Membership[]> {
  return Membership.query({ client: tenant.trx }).where('organization_id', tenant.organizationId)
}
