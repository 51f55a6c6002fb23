import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { Refusal, type TenantTransaction } from '#foundation'
import { Organization } from '#organizations'
import type { DelegatedRole } from '../delegated_role.js'
import {
  askForSync,
  holdDelegation,
  markEnded,
  type Actor,
  type Delegation,
} from '../delegations.js'
import { hasOwnOwner, removePlaces } from './sync_client.js'

interface Change {
  delegationId: string
  role: DelegatedRole
  /** Counted from now; null for no end. */
  lastsHours: number | null
  actor: Actor
  now: DateTime
}

/** Gives an agency another role, or another end. */
export class ChangeAccess {
  async execute(tenant: TenantTransaction, { delegationId, role, lastsHours, actor, now }: Change) {
    const before = await openOne(tenant, delegationId)
    const endsAt = lastsHours === null ? null : now.plus({ hours: lastsHours }).toJSDate()
    if (endsAt && !(await hasOwnOwner(tenant))) {
      throw ownerless()
    }
    await tenant.query(
      'UPDATE delegations SET role = $3, ends_at = $4 WHERE organization_id = $1 AND id = $2',
      [tenant.organizationId, delegationId, role, endsAt]
    )
    const { agencyId } = before
    await recordAudit(tenant, {
      ...{ actorId: actor.id, ip: actor.ip },
      action: 'agency.access_changed',
      subject: `agency:${agencyId}`,
      detail: { from: termsOf(before), to: termsOf({ role, endsAt }) },
    })
    await askForSync(tenant, { agencyId, clientId: tenant.organizationId }, endsAt)
  }
}

const termsOf = ({ role, endsAt }: Pick<Delegation, 'role' | 'endsAt'>) => ({
  role,
  endsAt: endsAt?.toISOString() ?? null,
})

/** Ends it at once: the agency's people are out with the next request, whichever side ends it. */
export class EndAccess {
  async execute(
    tenant: TenantTransaction,
    { delegationId, actor, now }: { delegationId: string; actor: Actor; now: DateTime }
  ): Promise<Organization> {
    const delegation = await openOne(tenant, delegationId)
    if (!(await hasOwnOwner(tenant))) {
      throw ownerless()
    }
    const client = tenant.trx
    const agency = await Organization.findOrFail(delegation.agencyId, { client })
    await markEnded(tenant, delegation, { by: actor.id, now })
    await removePlaces(tenant, { id: delegation.id, agency, actor })
    await recordAudit(tenant, {
      actorId: actor.id,
      ip: actor.ip,
      action: 'agency.access_ended',
      subject: `agency:${agency.id}`,
      detail: { agency: agency.name },
    })
    await askForSync(tenant, { agencyId: agency.id, clientId: tenant.organizationId })
    return agency
  }
}

async function openOne(tenant: TenantTransaction, id: string) {
  const delegation = await holdDelegation(tenant, { id })
  if (!delegation) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message: 'This agency has no access any more. Nothing was changed. Reload the page.',
    })
  }
  return delegation
}

function ownerless() {
  return new Refusal({
    code: 'E_LAST_OWNER',
    status: 409,
    message:
      'This organization has no owner of its own yet, so nothing was changed. Invite an owner on the Team page first; the access can end once they have accepted.',
  })
}
