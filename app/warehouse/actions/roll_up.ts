import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { Slot } from '#shared/records'
import { sumsOf } from '../batch/fact_statement.js'
import { FEWEST_FACTS, keepGroups, shapesOf, type RolledStream } from '../grouping/keep_groups.js'
import { sumGroups } from '../grouping/sum_groups.js'

/** Days of one statement: keeps each far below the worker's statement timeout. */
const BUCKETS_AT_ONCE = 400

/** In one order for everybody, so that nobody waits for a stream that waits for his. */
const STREAMS = `
  SELECT DISTINCT d.stream_id::text AS id FROM dirty_buckets d WHERE d.organization_id = $1 ORDER BY 1`

/**
 * One roll-up of a stream at a time: one that chooses new shapes reads days that are not marked, and would miss what another
 * adds up meanwhile without knowing of these shapes.
 */
const ALONE = `SELECT pg_advisory_xact_lock(hashtextextended($1::text || $2::text, 0))`

/** Marks that a writer is setting right now are left for later. */
const TAKE = `
  WITH taken AS (
    SELECT stream_id, day FROM dirty_buckets WHERE organization_id = $1 AND stream_id = $2
    ORDER BY day LIMIT ${BUCKETS_AT_ONCE} FOR UPDATE SKIP LOCKED
  )
  DELETE FROM dirty_buckets d USING taken t
  WHERE d.organization_id = $1 AND d.stream_id = t.stream_id AND d.day = t.day
  RETURNING d.day::text AS day`

const CLEAR = `
  DELETE FROM daily_rollups WHERE organization_id = $1 AND stream_id = $2 AND day = ANY($3::date[])`

const STREAM = `
  SELECT id::text AS id, slots, dimensions, measured_facts::float8 AS "measuredFacts"
  FROM source_streams WHERE organization_id = $1 AND id = $2`

export interface RollUpOutcome {
  /** Stream days that were computed again. */
  buckets: number
}

interface RollUp {
  now: DateTime
  /** From how many facts on sums by breakdown, entity and month are kept. */
  fewestFacts?: number
}

/** Recomputes every marked day from its facts, in the caller's transaction. */
export async function rollUp(
  tenant: TenantTransaction,
  { now, fewestFacts = FEWEST_FACTS }: RollUp
): Promise<RollUpOutcome> {
  const { rows } = await tenant.query<{ id: string }>(STREAMS, [tenant.organizationId])
  let buckets = 0
  for (const { id } of rows) {
    buckets += await rollUpStream(tenant, id, { now, fewestFacts })
  }
  return { buckets }
}

async function rollUpStream(
  tenant: TenantTransaction,
  streamId: string,
  { now, fewestFacts }: Required<RollUp>
): Promise<number> {
  const key = [tenant.organizationId, streamId]
  await tenant.query(ALONE, key)
  const { rows } = await tenant.query<RolledStream>(STREAM, key)
  const stream = rows.at(0)
  let buckets = 0
  for (;;) {
    const { rows: taken } = await tenant.query<{ day: string }>(TAKE, key)
    if (taken.length === 0) {
      break
    }
    buckets += taken.length
    const days = taken.map(({ day }) => day)
    await recompute(tenant, stream, { streamId, days, now })
  }
  if (stream && buckets > 0) {
    await keepGroups(tenant, stream, fewestFacts)
  }
  return buckets
}

async function recompute(
  tenant: TenantTransaction,
  stream: RolledStream | undefined,
  { streamId, days, now }: { streamId: string; days: string[]; now: DateTime }
) {
  const key = [tenant.organizationId, streamId]
  await tenant.query(CLEAR, [...key, days])
  if (!stream) {
    return
  }
  await tenant.query(sumStatement(stream.slots), [...key, days, now.toJSDate()])
  const shapes = await shapesOf(tenant, streamId)
  for (const [place, shape] of shapes.entries()) {
    const summed = shapes.slice(0, place)
    await sumGroups(tenant, { shape, summed }, { streamId, slots: stream.slots, days })
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
