import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { withTenant, type TenantTransaction } from '#foundation'
import { weaker, type DelegatedRole } from '../delegated_role.js'
import { openDelegation, type Actor } from '../delegations.js'
import { requestClosed, type FoundRequest } from '../queries/find_request.js'
import { SyncClient } from './sync_client.js'

interface Grant {
  clientId: string
  request: FoundRequest
  /** What the owner chose; never more than was asked for. */
  role: DelegatedRole
  actor: Actor
  now: DateTime
}

/** An owner lets an agency in. The request is used up first, so that of two answers at once one counts. */
export class GrantAccess {
  async execute({ clientId, request, role, actor, now }: Grant) {
    const { agency, lastsHours } = request
    await withTenant(clientId, async (tenant) => {
      await useUp(tenant, request)
      await openDelegation(tenant, {
        agencyId: agency.id,
        agencyName: agency.name,
        role: weaker(role, request.role),
        reason: request.reason,
        endsAt: lastsHours === null ? null : now.plus({ hours: lastsHours }).toJSDate(),
        actor,
        now,
      })
    })
    await withTenant(agency.id, (tenant) => noteAnswer(tenant, request, now))
    await new SyncClient().execute({ agencyId: agency.id, clientId }, { now })
  }
}

async function useUp(tenant: TenantTransaction, { id, agency }: FoundRequest) {
  const { rowCount } = await tenant.query(
    'DELETE FROM delegation_request_directory WHERE organization_id = $1 AND request_id = $2',
    [agency.id, id]
  )
  if (rowCount === 0) {
    throw requestClosed()
  }
}

async function noteAnswer(tenant: TenantTransaction, { id, role }: FoundRequest, now: DateTime) {
  await tenant.query(
    'UPDATE delegation_requests SET accepted_at = $3 WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, id, now.toJSDate()]
  )
  await recordAudit(tenant, {
    actorId: null,
    action: 'client.access_accepted',
    subject: `access_request:${id}`,
    detail: { role },
  })
}
