import { errors } from '@vinejs/vine'
import { newId, Refusal } from '#foundation'
import { revokeInvitationsOf } from '#organizations/actions/revoke_invitations_of'
import { revokeKeysOf } from '#organizations/actions/revoke_keys_of'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import type { HeldTeam } from '#organizations/held_team'
import CustomRole from '#organizations/models/custom_role'
import Membership from '#organizations/models/membership'
import type { Permission, Role } from '#organizations/roles'
import { isTaken } from '#organizations/taken'

export interface RoleTerms {
  name: string
  base: Role
  permissions: Permission[]
}

interface Definition {
  /** The one that changes; a new one where there is none. */
  role?: CustomRole
  terms: RoleTerms
  actor: Actor
}

/**
 * Puts a role of the organization's own together, or changes it for everybody who has it. What they set in motion and could
 * no longer begin ends: invitations that offer more than they hold, and keys.
 */
export class DefineCustomRole {
  async execute(team: HeldTeam, { role, terms, actor }: Definition): Promise<CustomRole> {
    const { tenant } = team
    const before = role && { name: role.name, permissions: role.permissions }
    const saved = await this.save(team, role, terms)
    await announce(tenant, {
      actor,
      action: role ? 'role.changed' : 'role.created',
      subject: `role:${saved.id}`,
      detail: { ...(before ? { from: before } : {}), to: { ...terms } },
    })
    if (role) {
      await this.endWhatTheyMayNoLonger(team, { role: saved, actor })
    }
    return saved
  }

  private async save({ tenant }: HeldTeam, role: CustomRole | undefined, terms: RoleTerms) {
    try {
      return await (role
        ? role.merge(terms).save()
        : CustomRole.createIn({ id: tenant.organizationId }, { id: newId(), ...terms }))
    } catch (error) {
      if (isTaken(error, 'custom_roles_name')) {
        const message = 'There is a role of this name already. Choose another name.'
        throw new errors.E_VALIDATION_ERROR([{ field: 'name', rule: 'taken', message }])
      }
      throw error
    }
  }

  private async endWhatTheyMayNoLonger(
    team: HeldTeam,
    { role, actor }: { role: CustomRole; actor: Actor }
  ) {
    const { tenant } = team
    const holders = (await Membership.of({ id: tenant.organizationId }).where(
      'custom_role_id',
      role.id
    )) as Membership[]
    for (const holder of holders) {
      await tenant.query(
        'UPDATE memberships SET role = $3 WHERE organization_id = $1 AND id = $2',
        [tenant.organizationId, holder.id, role.base]
      )
      await revokeInvitationsOf(team, { userId: holder.userId, actor })
      if (!holder.may('api_keys.manage')) {
        await revokeKeysOf(tenant, { userId: holder.userId, actor })
      }
    }
  }
}

/** Deletes a role that nobody has and no open invitation offers. */
export class DeleteCustomRole {
  async execute({ tenant }: HeldTeam, { role, actor }: { role: CustomRole; actor: Actor }) {
    const { rows } = await tenant.query<{ members: number; offers: number }>(
      `SELECT
         (SELECT count(*)::int FROM memberships WHERE organization_id = $1 AND custom_role_id = $2) AS members,
         (SELECT count(*)::int FROM invitations WHERE organization_id = $1 AND custom_role_id = $2
           AND accepted_at IS NULL AND revoked_at IS NULL) AS offers`,
      [tenant.organizationId, role.id]
    )
    const [{ members, offers }] = rows
    if (members + offers > 0) {
      throw new Refusal({
        code: 'E_ROLE_IN_USE',
        status: 409,
        message: `“${role.name}” is in use, so it was not deleted: ${members} ${members === 1 ? 'member has' : 'members have'} it, and ${offers} open ${offers === 1 ? 'invitation offers' : 'invitations offer'} it. Give them another role first.`,
      })
    }
    await role.delete()
    const subject = `role:${role.id}`
    await announce(tenant, { actor, action: 'role.deleted', subject, detail: { name: role.name } })
  }
}
