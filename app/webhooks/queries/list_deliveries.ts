import type { TenantTransaction } from '#foundation'

export const OUTCOMES = ['landed', 'ignored', 'waiting', 'failed', 'refused'] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface DeliveryQuestion {
  connectionId: string
  outcome?: Outcome
  page: number
}

export interface ListedDelivery {
  id: string
  /** The vendor's; null for what was refused, which nobody has vouched for. */
  eventId: string | null
  outcome: Outcome
  code: string | null
  reason: string | null
  stream: string | null
  byteSize: number
  times: number
  records: number
  runId: string | null
  receivedAt: Date
  lastReceivedAt: Date
  /** Whether it can be worked on again: what was refused is not kept. */
  isKept: boolean
}

export interface DeliveryPage {
  total: number
  page: number
  pageSize: number
  deliveries: ListedDelivery[]
  /** How many there are of each outcome, before any filter. */
  counts: Partial<Record<Outcome, number>>
}

const PAGE_SIZE = 50

/** A delivery that had a stream read again has the outcome of that run. */
const DELIVERIES = `
  WITH told AS (
    SELECT d.*, CASE
        WHEN d.outcome <> 'waiting' OR r.id IS NULL THEN d.outcome
        WHEN r.status IN ('succeeded', 'partial') THEN 'landed'
        WHEN r.status IN ('failed', 'cancelled') THEN 'failed'
        ELSE 'waiting' END AS told,
      CASE WHEN r.status = 'failed' THEN r.error_message ELSE d.reason END AS why
    FROM webhook_deliveries d
    LEFT JOIN sync_runs r ON r.organization_id = $1 AND r.id = d.run_id
    WHERE d.organization_id = $1 AND d.connection_id = $2
  )`

/** What arrived for a source, and what became of it? The latest first. */
export async function listDeliveries(
  tenant: TenantTransaction,
  { connectionId, outcome, page }: DeliveryQuestion
): Promise<DeliveryPage> {
  const key = [tenant.organizationId, connectionId]
  const counted = await tenant.query<{ outcome: Outcome; count: number }>(
    `${DELIVERIES} SELECT told AS outcome, count(*)::int AS count FROM told GROUP BY told`,
    key
  )
  const { rows } = await tenant.query<ListedDelivery>(
    `${DELIVERIES}
     SELECT id, CASE WHEN starts_with(event_id, 'event ') THEN substr(event_id, 7) END AS "eventId", told AS outcome,
       code, why AS reason, stream, byte_size AS "byteSize", times, records, run_id AS "runId",
       received_at AS "receivedAt", last_received_at AS "lastReceivedAt", body IS NOT NULL AS "isKept"
     FROM told WHERE $3::text IS NULL OR told = $3
     ORDER BY last_received_at DESC, id DESC LIMIT ${PAGE_SIZE} OFFSET $4`,
    [...key, outcome ?? null, (page - 1) * PAGE_SIZE]
  )
  const counts: DeliveryPage['counts'] = Object.fromEntries(
    counted.rows.map(({ outcome: each, count }) => [each, count])
  )
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const total = outcome ? (counts[outcome] ?? 0) : all
  return { total, page, pageSize: PAGE_SIZE, deliveries: rows, counts }
}
