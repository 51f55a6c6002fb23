import { DateTime } from 'luxon'
import { enqueue, type TenantTransaction } from '#foundation'
import { requestSync } from '#sync'
import { PROCESS_QUEUE } from '../process_queue.js'
import type { HookedSource } from './open_source.js'
import type { Settlement } from './waiting_delivery.js'

/** How long a delivery waits while a run reads what may be older than its news. */
const LOOK_AGAIN_SECONDS = 15

export interface News {
  source: HookedSource
  stream: string
  now: Date
}

/**
 * Has the stream read again, as the vendor has it now: late, doubled and reordered deliveries end in the same numbers. Many
 * deliveries make one run; one that comes while a run works waits for the next.
 */
export async function readAgain(tenant: TenantTransaction, news: News): Promise<Settlement> {
  const { source, stream, now } = news
  if (!source.isRead) {
    return { ...IGNORED, stream }
  }
  if (await isReading(tenant, source.id)) {
    await lookAgain(tenant, news)
    return { ...WAITS, stream }
  }
  const { id } = await requestSync(tenant, {
    ...{ connectionId: source.id, kind: 'webhook', streams: [stream] },
    ...{ requestedBy: null, now },
  })
  return { ...ASKED, stream, runId: id }
}

const WAITS: Settlement = {
  outcome: 'waiting',
  code: null,
  reason: 'Waits for the sync that is running.',
  stream: null,
  records: 0,
}

/** Its outcome is that of its run: `list_deliveries.ts`. */
const ASKED: Settlement = { ...WAITS, reason: 'The stream is synced again.' }

const IGNORED: Settlement = {
  ...WAITS,
  outcome: 'ignored',
  code: 'E_NOT_CONNECTED',
  reason: 'The source is disconnected. Its next sync brings the news of this delivery.',
}

async function isReading(tenant: TenantTransaction, connectionId: string): Promise<boolean> {
  const { rows } = await tenant.query(
    `SELECT 1 FROM sync_runs WHERE organization_id = $1 AND connection_id = $2 AND kind <> 'import'
       AND status IN ('running', 'waiting') FOR UPDATE`,
    [tenant.organizationId, connectionId]
  )
  return rows.length > 0
}

function lookAgain(tenant: TenantTransaction, { source, now }: News) {
  const { id: connectionId, organizationId } = source
  return enqueue(
    PROCESS_QUEUE,
    { organizationId, connectionId },
    {
      within: tenant,
      ...{ singletonKey: connectionId, group: organizationId },
      startAfter: DateTime.fromJSDate(now).plus({ seconds: LOOK_AGAIN_SECONDS }).toJSDate(),
    }
  )
}
