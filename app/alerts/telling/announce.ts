import type { DateTime } from 'luxon'
import { enqueue, newId, type TenantTransaction } from '#foundation'
import { PRIORITIES, type Priority } from '../types.js'
import { listChannels, type Channel } from './channels.js'
import { tellableAt, type QuietHours } from './quiet_hours.js'

export const DELIVERY = { name: 'alerts.deliver' }

/**
 * Has new incidents told, in the transaction that opens them: on every channel that takes their priority, now or when the quiet hours
 * end. Critical ones are told at any hour.
 */
export async function announce(
  tenant: TenantTransaction,
  incidentIds: string[],
  { timeZone, now }: { timeZone: string; now: DateTime }
) {
  const channels = await listChannels(tenant)
  if (incidentIds.length === 0 || channels.length === 0) {
    return
  }
  const quiet = await quietHoursOf(tenant)
  const { rows } = await tenant.query<{ id: string; priority: Priority }>(
    'SELECT id, priority FROM alert_incidents WHERE organization_id = $1 AND id = ANY($2::uuid[])',
    [tenant.organizationId, incidentIds]
  )
  for (const { id: incidentId, priority } of rows) {
    const at = priority === 'critical' ? now : tellableAt(now, timeZone, quiet)
    for (const channel of channels.filter((one) => takes(one, priority))) {
      await planDelivery(tenant, { channelId: channel.id, incidentId, now, at })
    }
  }
}

const takes = ({ leastPriority, offReason }: Channel, priority: Priority) =>
  offReason === null && PRIORITIES.indexOf(priority) <= PRIORITIES.indexOf(leastPriority)

export async function quietHoursOf(tenant: TenantTransaction): Promise<QuietHours> {
  const { rows } = await tenant.query<QuietHours>(
    `SELECT quiet_from AS "from", quiet_to AS "to" FROM alert_settings WHERE organization_id = $1`,
    [tenant.organizationId]
  )
  return rows[0] ?? { from: null, to: null }
}

interface Planned {
  channelId: string
  incidentId: string
  now: DateTime
  at: DateTime
}

async function planDelivery(
  tenant: TenantTransaction,
  { channelId, incidentId, now, at }: Planned
) {
  const id = newId(now.toMillis())
  const { rowCount } = await tenant.query(
    `INSERT INTO alert_deliveries (organization_id, id, channel_id, incident_id, state, due_at, created_at)
     VALUES ($1, $2, $3, $4, 'waiting', $5, $6) ON CONFLICT DO NOTHING`,
    [tenant.organizationId, id, channelId, incidentId, at.toJSDate(), now.toJSDate()]
  )
  if (rowCount === 1) {
    await enqueueDelivery(tenant, id, at)
  }
}

export function enqueueDelivery(tenant: TenantTransaction, deliveryId: string, at: DateTime) {
  const { organizationId } = tenant
  return enqueue(
    DELIVERY,
    { organizationId, deliveryId },
    { within: tenant, startAfter: at.toJSDate(), group: organizationId }
  )
}
