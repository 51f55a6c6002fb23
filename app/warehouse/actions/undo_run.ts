import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { keptNumbers, numbersOf } from '../batch/fact_statement.js'
import { withHashJoins } from '../batch/hash_joins.js'
import { bumpDataVersion, markDirty } from '../batch/mark_changes.js'
import { recomputeChanges } from '../batch/snapshot_changes.js'
import { restoreReplaced } from './replace_days.js'
import { listStreams } from '../queries/list_streams.js'
import type { StreamSummary } from '../types.js'

/** Rows of one statement, in whole days: keeps each far below the worker's statement timeout. */
const ROWS_AT_ONCE = 100_000

export interface RunToUndo {
  runId: string
  /** The source that the run read: it wrote into no other. */
  connectionId: string
  now: DateTime
}

export interface UndoOutcome {
  /** Rows that the run had brought and that are gone. */
  removed: number
  /** Rows that have the numbers of before the run again. */
  restored: number
}

/**
 * Takes back what a run wrote. A row that a later run restated keeps what that run said. Every number
 * taken back stays in the revisions, so that a report as of yesterday still shows yesterday's number.
 */
export async function undoRun(tenant: TenantTransaction, run: RunToUndo): Promise<UndoOutcome> {
  await tenant.query(
    `INSERT INTO undone_runs (organization_id, run_id, undone_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [tenant.organizationId, run.runId, run.now.toJSDate()]
  )
  const outcome = { removed: 0, restored: 0 }
  const streams = await listStreams(tenant)
  for (const stream of streams.filter((one) => one.connectionId === run.connectionId)) {
    const { taken, restored } = await withHashJoins(tenant, () => undoInStream(tenant, stream, run))
    outcome.removed += taken - restored
    outcome.restored += restored
  }
  outcome.removed += await removeEvents(tenant, run)
  await bumpDataVersion(tenant)
  return outcome
}

async function removeEvents(tenant: TenantTransaction, { runId }: RunToUndo): Promise<number> {
  const { rowCount } = await tenant.query(
    'DELETE FROM events WHERE organization_id = $1 AND run_id = $2',
    [tenant.organizationId, runId]
  )
  return rowCount
}

async function undoInStream(tenant: TenantTransaction, stream: StreamSummary, run: RunToUndo) {
  const counts = { taken: 0, restored: 0 }
  const touched = new Set<string>()
  for (const days of await dayGroups(tenant, stream, run)) {
    const key = [tenant.organizationId, stream.id, run.runId, run.now.toJSDate(), days]
    const taken = await tenant.query(takeStatement(stream), key)
    counts.taken += taken.rowCount
    const restored = await tenant.query<{ day: string }>(restoreStatement(stream), key)
    counts.restored += restored.rowCount
    days.forEach((day) => touched.add(day))
    restored.rows.forEach(({ day }) => touched.add(day))
  }
  const replaced = await restoreReplaced(tenant, stream, run)
  counts.restored += replaced.restored
  counts.taken += replaced.restored
  replaced.days.forEach((day) => touched.add(day))
  const changes = await recomputeChanges(tenant, stream, [...touched])
  const days = [...new Set([...touched, ...changes])]
  await markDirty(tenant, { streamId: stream.id, days, now: run.now })
  return counts
}

/** The days on which the run still has rows, in groups of limited size. */
async function dayGroups(
  tenant: TenantTransaction,
  stream: StreamSummary,
  { runId }: RunToUndo
): Promise<string[][]> {
  const { rows } = await tenant.query<{ day: string; count: number }>(
    `SELECT day::text AS day, count(*)::int AS count FROM facts
     WHERE organization_id = $1 AND stream_id = $2 AND run_id = $3 GROUP BY day ORDER BY day`,
    [tenant.organizationId, stream.id, runId]
  )
  const groups: string[][] = []
  let room = 0
  for (const { day, count } of rows) {
    if (room < count) {
      groups.push([])
      room = ROWS_AT_ONCE
    }
    groups.at(-1)!.push(day)
    room -= count
  }
  return groups
}

function takeStatement({ slots }: StreamSummary): string {
  return `
    WITH taken AS (
      DELETE FROM facts f
      WHERE f.organization_id = $1 AND f.stream_id = $2 AND f.run_id = $3 AND f.day = ANY($5::date[])
      RETURNING f.*
    ), unplaced AS (
      DELETE FROM fact_places p USING taken t
      WHERE p.organization_id = $1 AND p.stream_id = $2 AND p.entity_id = t.entity_id
    )
    INSERT INTO fact_revisions (organization_id, stream_id, day, entity_id, breakdown_id, revised_at,
      run_id, previous_run_id, kind, first_synced_at, synced_at, currency, numbers)
    SELECT $1, $2, t.day, t.entity_id, t.breakdown_id, $4::timestamptz, $3, $3, 'undone',
      t.first_synced_at, t.synced_at, t.currency, ${numbersOf('t', slots.length)}
    FROM taken t`
}

/**
 * Puts back the newest earlier state whose author was not undone. In event mode that is the thing's
 * newest row wherever it was; otherwise the row's own.
 */
function restoreStatement({ mode, slots }: StreamSummary): string {
  const columns = keptNumbers('e', slots.length)
  const identity = mode === 'event' ? ['entity_id'] : ['day', 'entity_id', 'breakdown_id']
  const same = identity.map((name) => `r.${name} = u.${name}`).join(' AND ')
  return `
    WITH earlier AS (
      SELECT DISTINCT ON (${identity.map((name) => `u.${name}`).join(', ')}) r.*
      FROM fact_revisions u
      JOIN fact_revisions r ON r.organization_id = $1 AND r.stream_id = $2 AND ${same}
      WHERE u.organization_id = $1 AND u.stream_id = $2 AND u.run_id = $3 AND u.revised_at = $4
        AND u.kind = 'undone' AND u.day = ANY($5::date[])
        AND NOT EXISTS (SELECT 1 FROM undone_runs x
                        WHERE x.organization_id = $1 AND x.run_id = r.previous_run_id)
      ORDER BY ${identity.map((name) => `u.${name}`).join(', ')}, r.revised_at DESC
    ), placed AS (
      INSERT INTO fact_places (organization_id, stream_id, entity_id, day, breakdown_id)
      SELECT $1, $2, e.entity_id, e.day, e.breakdown_id FROM earlier e WHERE ${mode === 'event'}
    )
    INSERT INTO facts (organization_id, stream_id, day, entity_id, breakdown_id, run_id, first_synced_at,
      synced_at, currency, ${columns.names})
    SELECT $1, $2, e.day, e.entity_id, e.breakdown_id, e.previous_run_id, e.first_synced_at,
      $4, e.currency, ${columns.values}
    FROM earlier e
    RETURNING day::text AS day`
}
