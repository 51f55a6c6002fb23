import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { Slot } from '#shared/records'
import { sumsOf } from '../batch/fact_statement.js'

/** Days of one statement: keeps each far below the worker's statement timeout. */
const BUCKETS_AT_ONCE = 400

/** Marks that another worker holds, or that a writer is setting right now, are left for later. */
const TAKE = `
  WITH taken AS (
    SELECT stream_id, day FROM dirty_buckets WHERE organization_id = $1
    ORDER BY stream_id, day LIMIT ${BUCKETS_AT_ONCE} FOR UPDATE SKIP LOCKED
  )
  DELETE FROM dirty_buckets d USING taken t
  WHERE d.organization_id = $1 AND d.stream_id = t.stream_id AND d.day = t.day
  RETURNING d.stream_id, d.day::text AS day`

const CLEAR = `
  DELETE FROM daily_rollups WHERE organization_id = $1 AND stream_id = $2 AND day = ANY($3::date[])`

export interface RollUpOutcome {
  /** Stream days that were computed again. */
  buckets: number
}

/** Recomputes every marked day from its facts, in the caller's transaction. */
export async function rollUp(
  tenant: TenantTransaction,
  { now }: { now: DateTime }
): Promise<RollUpOutcome> {
  let buckets = 0
  for (;;) {
    const { rows } = await tenant.query<Bucket>(TAKE, [tenant.organizationId])
    if (rows.length === 0) {
      return { buckets }
    }
    buckets += rows.length
    for (const [streamId, days] of byStream(rows)) {
      await recompute(tenant, { streamId, days, now })
    }
  }
}

interface Bucket {
  stream_id: string
  day: string
}

function byStream(rows: Bucket[]): Map<string, string[]> {
  const days = new Map<string, string[]>()
  for (const { stream_id: streamId, day } of rows) {
    days.set(streamId, [...(days.get(streamId) ?? []), day])
  }
  return days
}

async function recompute(
  tenant: TenantTransaction,
  { streamId, days, now }: { streamId: string; days: string[]; now: DateTime }
) {
  const key = [tenant.organizationId, streamId]
  const { rows } = await tenant.query<{ slots: Slot[] }>(
    'SELECT slots FROM source_streams WHERE organization_id = $1 AND id = $2',
    key
  )
  await tenant.query(CLEAR, [...key, days])
  if (rows.length > 0) {
    await tenant.query(sumStatement(rows[0].slots), [...key, days, now.toJSDate()])
  }
}

function sumStatement(slots: Slot[]): string {
  return `
    INSERT INTO daily_rollups (organization_id, stream_id, day, currency, rows, sums, synced_at)
    SELECT $1::uuid, $2::bigint, f.day, coalesce(f.currency, ''), count(*), ${sumsOf('f', slots)}, $4::timestamptz
    FROM facts f
    WHERE f.organization_id = $1 AND f.stream_id = $2 AND f.day = ANY($3::date[])
    GROUP BY f.day, f.currency`
}
