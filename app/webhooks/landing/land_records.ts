import { DateTime } from 'luxon'
import { recordUsage } from '#billing'
import { enqueue, newId, type TenantTransaction } from '#foundation'
import { recordRejections } from '#sync'
import { inStoredOrder } from '#shared/stored_order'
import { labelsOf } from '#shared/stream_grain'
import { preparePage, registerStream, writePage } from '#warehouse'
import type { Hook } from '../hook_of.js'
import { admitVersions } from './admit_versions.js'
import { countInDay, dayRunId } from './day_run.js'
import type { HookedSource } from './open_source.js'
import type { Settlement, WaitingDelivery } from './waiting_delivery.js'

type Route = NonNullable<ReturnType<Hook['routeOf']>>
type Arrived = Parameters<Hook['map']>[0]['delivery']
type Mapped = ReturnType<Hook['map']>

/** A worker adds up what changed by name, as other jobs that this context does not define. */
const ROLL_UP_QUEUE = { name: 'warehouse.roll_up' }

export interface Landing {
  source: HookedSource
  route: Route
  delivery: WaitingDelivery
  arrived: Arrived
  now: Date
}

/** Maps the records of a delivery and writes what is not older than what is stored, in the caller's transaction. */
export async function landRecords(
  tenant: TenantTransaction,
  landing: Landing
): Promise<Settlement> {
  const { source, route, arrived, delivery } = landing
  const { receivedAt } = delivery
  const found = source.hook.map({ delivery: arrived, route, scope: source.scopeAt(receivedAt) })
  const admitted = await admitVersions(tenant, {
    ...{ connectionId: source.id, stream: route.stream, records: found.records, receivedAt },
  })
  const written = await write(tenant, landing, admitted)
  await keepRejections(tenant, landing, found)
  const counts = {
    ...written,
    read: found.records.length + found.rejected.length,
    rejected: found.rejected.length,
  }
  await countInDay(tenant, { connectionId: source.id, counts, now: landing.now })
  await countUsage(tenant, landing, written.written + written.restated)
  return settlementOf(route.stream, found, admitted.length)
}

async function write(tenant: TenantTransaction, landing: Landing, admitted: Mapped['records']) {
  const { source, route, now } = landing
  const nothing = { written: 0, restated: 0, unchanged: 0 }
  if (admitted.length === 0) {
    return nothing
  }
  const stream = source.hook.streams.get(route.stream)!
  const { name, mode, channel, slots, grain } = stream
  const declared = { connectionId: source.id, name, mode, channel, slots }
  const handle = await registerStream(tenant, { ...declared, dimensions: labelsOf(grain) })
  const batch = source.hook.batchOf(admitted)
  const facts = inStoredOrder(batch.facts, slots, handle.slots)
  const page = preparePage({ ...batch, facts, stream: handle })
  const writing = { runId: dayRunId(source.id, now), now: DateTime.fromJSDate(now) }
  const { written, restated, unchanged } = await writePage(tenant, page, writing)
  await enqueue(
    ROLL_UP_QUEUE,
    { organizationId: tenant.organizationId },
    {
      within: tenant,
      ...{ singletonKey: tenant.organizationId, group: tenant.organizationId },
      startAfter: DateTime.fromJSDate(now).plus({ seconds: 1 }).toJSDate(),
    }
  )
  return { written, restated, unchanged }
}

/** Those of an earlier try go first: a delivery that is landed again says what is wrong with it now. */
async function keepRejections(tenant: TenantTransaction, landing: Landing, { rejected }: Mapped) {
  const { source, route, delivery, now } = landing
  await tenant.query('DELETE FROM rejected_records WHERE organization_id = $1 AND run_id = $2', [
    tenant.organizationId,
    delivery.id,
  ])
  await recordRejections(tenant, {
    ...{ connectionId: source.id, runId: delivery.id, stream: route.stream, now },
    ...{ part: 'delivery', records: rejected },
  })
}

async function countUsage(tenant: TenantTransaction, { source, now }: Landing, quantity: number) {
  if (quantity > 0) {
    const at = DateTime.fromJSDate(now)
    const driver = `source:${source.id}`
    await recordUsage(tenant, { meter: 'records', eventId: newId(), quantity, driver, at }, at)
  }
}

function settlementOf(stream: string, { records, rejected }: Mapped, landed: number): Settlement {
  const of = { stream, records: landed }
  if (landed > 0) {
    const reason = rejected.length > 0 ? `${rejected.length} of its records were rejected.` : null
    return { ...of, outcome: 'landed', code: null, reason }
  }
  if (rejected.length > 0) {
    const [{ code, reason }] = rejected
    return { ...of, outcome: 'failed', code, reason }
  }
  return records.length > 0
    ? { ...of, outcome: 'ignored', code: 'E_OLDER', reason: 'A newer state is stored already.' }
    : { ...of, outcome: 'ignored', code: 'E_NO_RECORDS', reason: 'It holds no records.' }
}
