import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { withTenant, type TenantTransaction } from '#foundation'
import { Organization, places } from '#organizations'
import type { Role } from '#shared/roles'
import { holdDelegation, markEnded, type Actor, type Delegation } from '../delegations.js'
import { agencyPeople, wantedPlaces, type AgencyPerson } from '../queries/wanted_places.js'

export interface Pair {
  agencyId: string
  clientId: string
}

interface Outcome {
  delegation: Delegation | null
  held: { userId: string; role: Role }[]
}

const NOBODY: Actor = { id: null, ip: null }

/**
 * Makes the places at a client follow from what was agreed and from who works at the agency now. Three transactions, one after the
 * other, because no two organizations share one: each step looks at what there is, so that it can be repeated at any point.
 */
export class SyncClient {
  async execute(
    { agencyId, clientId }: Pair,
    {
      now,
      done = async () => {},
    }: { now: DateTime; done?: (tenant: TenantTransaction) => Promise<void> }
  ) {
    const agency = await Organization.findOrFail(agencyId)
    const people = await withTenant(agencyId, (tenant) => agencyPeople(tenant, clientId), {
      readOnly: true,
    })
    const outcome = await withTenant(clientId, (tenant) =>
      applyAtClient(tenant, { agency, people, now })
    )
    await withTenant(agencyId, async (tenant) => {
      await noteAtAgency(tenant, { clientId, outcome, now })
      await done(tenant)
    })
  }
}

interface Applied {
  agency: Organization
  people: AgencyPerson[]
  now: DateTime
}

async function applyAtClient(tenant: TenantTransaction, applied: Applied): Promise<Outcome> {
  const { agency, people, now } = applied
  const open = await runningDelegation(tenant, agency, now)
  await clearEnded(tenant, agency)
  if (!open) {
    return { delegation: null, held: [] }
  }
  const standsIn = open.isFounding && !(await hasOwnOwner(tenant))
  const held = await places.derive(tenant, {
    delegationId: open.id,
    agencyId: agency.id,
    agencyName: agency.name,
    endsAt: open.endsAt,
    wanted: wantedPlaces(people, { role: open.role, standsIn }),
    actor: NOBODY,
  })
  return { delegation: open, held }
}

/** The open delegation, held; one whose time is over is marked as ended. */
async function runningDelegation(tenant: TenantTransaction, agency: Organization, now: DateTime) {
  const open = await holdDelegation(tenant, { agencyId: agency.id })
  if (!open?.endsAt || open.endsAt > now.toJSDate()) {
    return open
  }
  await markEnded(tenant, open, { by: null, now })
  await recordAudit(tenant, {
    actorId: null,
    action: 'agency.access_expired',
    subject: `agency:${agency.id}`,
    detail: { agency: agency.name },
  })
  return null
}

/** Places whose delegation has ended, also of an earlier one. */
async function clearEnded(tenant: TenantTransaction, agency: Organization) {
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT DISTINCT d.id FROM delegations d JOIN memberships m
       ON m.organization_id = $1 AND m.delegation_id = d.id
     WHERE d.organization_id = $1 AND d.agency_id = $2 AND d.ended_at IS NOT NULL`,
    [tenant.organizationId, agency.id]
  )
  for (const { id } of rows) {
    await removePlaces(tenant, { id, agency, actor: NOBODY })
  }
}

export async function removePlaces(
  tenant: TenantTransaction,
  { id, agency, actor }: { id: string; agency: Organization; actor: Actor }
) {
  await places.derive(tenant, {
    delegationId: id,
    agencyId: agency.id,
    agencyName: agency.name,
    endsAt: null,
    wanted: [],
    actor,
  })
}

export async function hasOwnOwner(tenant: TenantTransaction): Promise<boolean> {
  const { rows } = await tenant.query(
    `SELECT 1 FROM memberships WHERE organization_id = $1 AND role = 'owner' AND delegation_id IS NULL LIMIT 1`,
    [tenant.organizationId]
  )
  return rows.length > 0
}

interface Noted {
  clientId: string
  outcome: Outcome
  now: DateTime
}

/** What the agency knows of the client: that it is one, and who of its people has which place there. */
async function noteAtAgency(tenant: TenantTransaction, { clientId, outcome, now }: Noted) {
  const { organizationId } = tenant
  const { delegation, held } = outcome
  if (delegation) {
    await noteLink(tenant, { clientId, delegation, now })
  } else {
    await noteEnd(tenant, clientId, now)
  }
  await tenant.query('DELETE FROM agency_places WHERE organization_id = $1 AND client_id = $2', [
    organizationId,
    clientId,
  ])
  await tenant.query(
    `INSERT INTO agency_places (organization_id, client_id, user_id, role)
     SELECT $1, $2, p.user_id, p.role FROM unnest($3::uuid[], $4::text[]) AS p(user_id, role)`,
    [organizationId, clientId, held.map(({ userId }) => userId), held.map(({ role }) => role)]
  )
}

async function noteLink(
  tenant: TenantTransaction,
  { clientId, delegation, now }: { clientId: string; delegation: Delegation; now: DateTime }
) {
  const { id, role, endsAt } = delegation
  const { rows } = await tenant.query<{ before: string | null }>(
    `WITH known AS (SELECT delegation_id FROM agency_clients WHERE organization_id = $1 AND client_id = $2)
     INSERT INTO agency_clients (organization_id, client_id, delegation_id, role, ends_at, linked_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (organization_id, client_id) DO UPDATE SET delegation_id = $3, role = $4, ends_at = $5,
       ended_at = NULL
     RETURNING (SELECT delegation_id FROM known) AS before`,
    [tenant.organizationId, clientId, id, role, endsAt, now.toJSDate()]
  )
  if (rows[0].before === id) {
    return
  }
  await Organization.query({ client: tenant.trx })
    .where('id', tenant.organizationId)
    .update({ isAgency: true })
  await note(tenant, 'client.linked', { clientId, role, endsAt })
}

async function noteEnd(tenant: TenantTransaction, clientId: string, now: DateTime) {
  const { rowCount } = await tenant.query(
    `UPDATE agency_clients SET ended_at = $3
     WHERE organization_id = $1 AND client_id = $2 AND ended_at IS NULL`,
    [tenant.organizationId, clientId, now.toJSDate()]
  )
  if (rowCount > 0) {
    await note(tenant, 'client.ended', { clientId })
  }
}

async function note(
  tenant: TenantTransaction,
  action: string,
  { clientId, ...detail }: { clientId: string } & Record<string, unknown>
) {
  const client = await Organization.findOrFail(clientId, { client: tenant.trx })
  await recordAudit(tenant, {
    actorId: null,
    action,
    subject: `client:${clientId}`,
    detail: { ...detail, client: client.name },
  })
}
