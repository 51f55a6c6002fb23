import { zstdCompress } from 'node:zlib'
import { promisify } from 'node:util'
import { DateTime } from 'luxon'
import { newId, type TenantTransaction } from '#foundation'
import type { Hook } from '../hook_of.js'
import { KEPT_DAYS } from '../limits.js'
import { keptHeaders, keptQuery, type Delivery } from './arrived.js'

const compress = promisify(zstdCompress)

/** A delivery as it is written down. */
export interface NewDelivery {
  connectionId: string
  eventId: string
  outcome: 'waiting' | 'ignored'
  reason: string | null
  code: string | null
  stream: string | null
  headers: Delivery['headers']
  query: Delivery['query']
  body: Buffer
  byteSize: number
}

/** Everything that is kept of a delivery; packed before a transaction opens. */
export async function keptOf(hook: Hook, delivery: Delivery) {
  return {
    headers: keptHeaders(hook, delivery.headers),
    query: keptQuery(hook, delivery.query),
    body: await compress(delivery.raw),
    byteSize: delivery.raw.length,
  }
}

const expiry = (now: Date) => DateTime.fromJSDate(now).plus({ days: KEPT_DAYS }).toJSDate()

/** The id goes in first: of two deliveries at once, the second waits here and finds it. False where it is known. */
export async function noteDelivery(
  tenant: TenantTransaction,
  delivery: NewDelivery,
  now: Date
): Promise<boolean> {
  const { rows } = await tenant.query<{ times: number }>(
    `INSERT INTO webhook_deliveries AS d (organization_id, id, connection_id, event_id, outcome, code, reason, stream,
       headers, query, body, byte_size, received_at, last_received_at, settled_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13,
       CASE WHEN $5 = 'waiting' THEN NULL ELSE $13::timestamptz END, $14)
     ON CONFLICT (organization_id, connection_id, event_id)
       DO UPDATE SET times = d.times + 1, last_received_at = EXCLUDED.last_received_at
     RETURNING times`,
    [
      ...[tenant.organizationId, newId(now.getTime()), delivery.connectionId, delivery.eventId],
      ...[delivery.outcome, delivery.code, delivery.reason, delivery.stream],
      ...[JSON.stringify(delivery.headers), JSON.stringify(delivery.query)],
      ...[delivery.body, delivery.byteSize, now, expiry(now)],
    ]
  )
  return rows[0].times === 1
}

export interface NewRefusal {
  connectionId: string
  code: string
  reason: string
  byteSize: number
}

/**
 * Counts what was refused, one row for each reason and day: whoever sends rubbish fills no table. The id is a new one each time: two
 * refusals at once would meet at a derived one before they meet at the event, and the second would fail.
 */
export async function noteRefusal(
  tenant: TenantTransaction,
  { connectionId, code, reason, byteSize }: NewRefusal,
  now: Date
) {
  const eventId = `refused ${code} ${now.toISOString().slice(0, 10)}`
  await tenant.query(
    `INSERT INTO webhook_deliveries AS d (organization_id, id, connection_id, event_id, outcome, code, reason, byte_size,
       received_at, last_received_at, settled_at, expires_at)
     VALUES ($1, $2, $3, $4, 'refused', $5, $6, $7, $8, $8, $8, $9)
     ON CONFLICT (organization_id, connection_id, event_id)
       DO UPDATE SET times = d.times + 1, reason = EXCLUDED.reason, byte_size = EXCLUDED.byte_size,
         last_received_at = EXCLUDED.last_received_at`,
    [
      ...[tenant.organizationId, newId(now.getTime()), connectionId, eventId],
      ...[code, reason, byteSize, now, expiry(now)],
    ]
  )
}
