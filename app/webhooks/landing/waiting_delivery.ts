import { zstdDecompress } from 'node:zlib'
import { promisify } from 'node:util'
import type { TenantTransaction } from '#foundation'
import type { Delivery } from '../intake/arrived.js'
import { parseBody } from '../intake/parse_body.js'

const unpack = promisify(zstdDecompress)

export interface WaitingDelivery {
  id: string
  receivedAt: Date
  attempts: number
  headers: Delivery['headers']
  query: Delivery['query']
  body: Buffer
}

/** Where a worker stands among the deliveries that wait. */
export type Place = Pick<WaitingDelivery, 'id' | 'receivedAt'>

/** The next delivery that waits behind a place, held until the transaction ends. Those of other workers are passed over. */
export async function nextWaiting(
  tenant: TenantTransaction,
  connectionId: string,
  behind: Place | null
): Promise<WaitingDelivery | null> {
  const { rows } = await tenant.query<WaitingDelivery>(
    `SELECT id, received_at AS "receivedAt", attempts, headers, query, body FROM webhook_deliveries
     WHERE organization_id = $1 AND connection_id = $2 AND outcome = 'waiting' AND run_id IS NULL
       AND ($3::timestamptz IS NULL OR (received_at, id) > ($3, $4::uuid))
     ORDER BY received_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [tenant.organizationId, connectionId, behind?.receivedAt ?? null, behind?.id ?? null]
  )
  return rows[0] ?? null
}

/** The delivery as it arrived, without what proved its sender. */
export async function openDelivery({ headers, query, body }: WaitingDelivery): Promise<Delivery> {
  const raw = await unpack(body)
  const parsed = parseBody(raw, headers['content-type'])
  return { headers, query, raw, body: parsed.isReadable ? parsed.body : null, url: '', ip: '' }
}

export interface Settlement {
  outcome: 'landed' | 'ignored' | 'failed' | 'waiting'
  code: string | null
  reason: string | null
  stream: string | null
  records: number
  /** The run that reads the stream again, where one was asked for. */
  runId?: string
}

export async function settle(
  tenant: TenantTransaction,
  { id }: Place,
  { settlement, now }: { settlement: Settlement; now: Date }
) {
  const { outcome, code, reason, stream, records, runId = null } = settlement
  await tenant.query(
    `UPDATE webhook_deliveries SET outcome = $3, code = $4, reason = $5, stream = $6, records = $7, run_id = $8,
       settled_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE $9::timestamptz END
     WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, id, outcome, code, reason, stream, records, runId, now]
  )
}
