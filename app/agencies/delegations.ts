import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { enqueue, newId, Refusal, type TenantTransaction } from '#foundation'
import type { DelegatedRole } from './delegated_role.js'
import { SYNC_CLIENT } from './sync_names.js'

/** What the owner of a client agreed to with one agency. Stands in the client's organization. */
export interface Delegation {
  id: string
  agencyId: string
  role: DelegatedRole
  /** The agency made the client, whose own people come later: until one of them is an owner, the agency's owners are. */
  isFounding: boolean
  endsAt: Date | null
}

export interface Actor {
  id: string | null
  ip: string | null
}

interface Terms {
  agencyId: string
  agencyName: string
  role: DelegatedRole
  reason: string
  endsAt: Date | null
  isFounding?: boolean
  id?: string
  actor: Actor
  now: DateTime
}

const FIELDS = `id, agency_id AS "agencyId", role, is_founding AS "isFounding", ends_at AS "endsAt"`

/** Writes down what was agreed. Places follow by `SyncClient`, which is asked for in the same transaction. */
export async function openDelegation(tenant: TenantTransaction, terms: Terms): Promise<string> {
  const { id = newId(), agencyId, role, reason, endsAt, isFounding = false, actor, now } = terms
  const { rowCount } = await tenant.query(
    `INSERT INTO delegations (organization_id, id, agency_id, role, reason, is_founding, granted_by, granted_at, ends_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [
      tenant.organizationId,
      id,
      agencyId,
      role,
      reason,
      isFounding,
      actor.id,
      now.toJSDate(),
      endsAt,
    ]
  )
  if (rowCount === 0) {
    throw alreadyDelegated(terms.agencyName)
  }
  await recordAudit(tenant, {
    actorId: actor.id,
    ip: actor.ip,
    action: 'agency.access_granted',
    subject: `agency:${agencyId}`,
    detail: { agency: terms.agencyName, role, endsAt: endsAt?.toISOString() ?? null },
  })
  await askForSync(tenant, { agencyId, clientId: tenant.organizationId }, endsAt)
  return id
}

/** The open one with an agency, locked: whoever changes or applies it does so one after the other. */
export async function holdDelegation(
  tenant: TenantTransaction,
  by: { id: string } | { agencyId: string }
): Promise<Delegation | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['agency_id', by.agencyId]
  const { rows } = await tenant.query<Delegation>(
    `SELECT ${FIELDS} FROM delegations
     WHERE organization_id = $1 AND ${column} = $2 AND ended_at IS NULL FOR UPDATE`,
    [tenant.organizationId, value]
  )
  return rows[0] ?? null
}

export async function markEnded(
  tenant: TenantTransaction,
  { id }: Delegation,
  { by, now }: { by: string | null; now: DateTime }
) {
  await tenant.query(
    'UPDATE delegations SET ended_at = $3, ended_by = $4 WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, id, now.toJSDate(), by]
  )
}

/** Now, and when its time is over. */
export async function askForSync(
  tenant: TenantTransaction,
  pair: { agencyId: string; clientId: string },
  endsAt: Date | null = null
) {
  const options = { within: tenant, group: pair.clientId }
  const key = `${pair.agencyId} ${pair.clientId}`
  await enqueue(SYNC_CLIENT, pair, { ...options, singletonKey: key })
  if (endsAt) {
    const singletonKey = `${key} ${endsAt.getTime()}`
    await enqueue(SYNC_CLIENT, pair, { ...options, startAfter: endsAt, singletonKey })
  }
}

function alreadyDelegated(agencyName: string) {
  return new Refusal({
    code: 'E_ALREADY_DELEGATED',
    status: 409,
    message: `${agencyName} has access to this organization already, so nothing was changed. Change its role or end on the Agencies page.`,
  })
}
