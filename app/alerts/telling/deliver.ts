import type { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import Organization from '#organizations/models/organization'
import { findIncident } from '../queries/list_incidents.js'
import { enqueueDelivery } from './announce.js'
import { findChannel, secretsOf } from './channels.js'
import type { Delivery } from './delivery.js'
import { sendOn, type Outcome } from './send.js'

const MINUTE = 60
const HOUR = 3_600
/** Seconds until the next try: three days in all, as Standard Webhooks advises. */
const RETRY_AFTER = [
  10,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  20 * HOUR,
]

interface Job {
  payload: { organizationId: string; deliveryId: string }
  completeIn: (tenant: TenantTransaction) => Promise<void>
}

/**
 * Tells one incident on one channel. Sent outside of any transaction, and written down together with the job: after a crash in between
 * it is sent again, under the same id, by which receivers and `notify` drop repetitions.
 */
export async function deliver(job: Job, now: DateTime) {
  const { organizationId, deliveryId } = job.payload
  const delivery = await withTenant(organizationId, (tenant) => waiting(tenant, deliveryId), {
    readOnly: true,
  })
  const outcome = delivery && (await sendOn(delivery, now.toJSDate()))
  await withTenant(
    organizationId,
    async (tenant) => {
      if (outcome) {
        await settle(tenant, delivery, { outcome, now })
      }
      await job.completeIn(tenant)
    },
    { keepsAnswers: true }
  )
}

/** Null where it was sent, given up or is pointless by now, since nobody has to look any more. */
async function waiting(tenant: TenantTransaction, id: string): Promise<Delivery | null> {
  const { rows } = await tenant.query<{ attempts: number; channelId: string; incidentId: string }>(
    `SELECT attempts, channel_id AS "channelId", incident_id AS "incidentId" FROM alert_deliveries
     WHERE organization_id = $1 AND id = $2 AND state = 'waiting'`,
    [tenant.organizationId, id]
  )
  if (rows.length === 0) {
    return null
  }
  const [{ attempts, channelId, incidentId }] = rows
  const channel = await findChannel(tenant, channelId)
  const { name, slug } = await Organization.findOrFail(tenant.organizationId, {
    client: tenant.trx,
  })
  return {
    ...{ id, attempts, channel, organization: { id: tenant.organizationId, name, slug } },
    incident: await findIncident(tenant, incidentId),
    addresses: channel.kind === 'email' ? await addressesOf(tenant, channel.target.roles) : [],
    secrets: channel.kind === 'webhook' ? await secretsOf(tenant, channelId) : [],
  }
}

async function addressesOf(tenant: TenantTransaction, roles: string[]): Promise<string[]> {
  const { rows } = await tenant.query<{ email: string }>(
    `SELECT u.email FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = $1 AND m.role = ANY($2) ORDER BY u.email`,
    [tenant.organizationId, roles]
  )
  return rows.map(({ email }) => email)
}

async function settle(
  tenant: TenantTransaction,
  { id, attempts, channel }: Delivery,
  { outcome, now }: { outcome: Outcome; now: DateTime }
) {
  const at = nextTry(outcome, attempts, now)
  const state = stateOf(outcome, at)
  await tenant.query(
    `UPDATE alert_deliveries SET state = $3, attempts = attempts + 1, reason = $4, due_at = coalesce($5, due_at),
       settled_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE $6::timestamptz END
     WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, id, state, reasonOf(outcome), at?.toJSDate() ?? null, now.toJSDate()]
  )
  if (at) {
    await enqueueDelivery(tenant, id, at)
  }
  if (outcome.state === 'gone') {
    await tenant.query(
      'UPDATE alert_channels SET off_reason = $3 WHERE organization_id = $1 AND id = $2',
      [tenant.organizationId, channel.id, outcome.reason]
    )
  }
}

/** Null where it is not tried again. */
function nextTry(outcome: Outcome, attempts: number, now: DateTime): DateTime | null {
  const seconds = outcome.state === 'later' ? RETRY_AFTER[attempts] : undefined
  return seconds === undefined ? null : now.plus({ seconds })
}

function stateOf(outcome: Outcome, nextAt: DateTime | null) {
  return outcome.state === 'sent' ? 'sent' : nextAt ? 'waiting' : 'failed'
}

const reasonOf = (outcome: Outcome) => (outcome.state === 'sent' ? null : outcome.reason)
