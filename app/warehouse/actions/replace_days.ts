import type { DateTime } from 'luxon'
import { ProgrammingError, type TenantTransaction } from '#foundation'
import { keptNumbers } from '../batch/fact_statement.js'
import { withHashJoins } from '../batch/hash_joins.js'
import { bumpDataVersion, markDirty } from '../batch/mark_changes.js'
import { keepRemoved } from '../batch/removed_rows.js'
import { listStreams } from '../queries/list_streams.js'
import type { StreamSummary } from '../types.js'

export interface DaysToReplace {
  streamId: string
  /** The run whose rows stay. */
  runId: string
  now: DateTime
}

/**
 * Takes away every row of the stream that other runs brought for the days between the first and the last
 * row of this run. In one transaction with the run's own rows this replaces them at once. The rows stay in
 * the revisions, and undoing the run brings them back.
 */
export async function replaceDays(
  tenant: TenantTransaction,
  { streamId, runId, now }: DaysToReplace
): Promise<{ removed: number }> {
  const streams = await listStreams(tenant)
  const stream = streams.find(({ id }) => id === streamId)
  if (!stream) {
    throw new ProgrammingError(`There is no stream ${streamId}.`)
  }
  const key = [tenant.organizationId, streamId, runId]
  const { rows } = await withHashJoins(tenant, () =>
    tenant.query<{ day: string }>(removeStatement(stream), [...key, now.toJSDate()])
  )
  await markDirty(tenant, { streamId, days: [...new Set(rows.map(({ day }) => day))], now })
  await bumpDataVersion(tenant)
  return { removed: rows.length }
}

/**
 * Brings back what the run replaced, unless the run that had brought it was undone meanwhile. In event mode a
 * removed row may also be one that moved: a thing that has a row now keeps that one.
 * What a later run replaced as well stays away.
 */
export async function restoreReplaced(
  tenant: TenantTransaction,
  stream: StreamSummary,
  { runId, now }: { runId: string; now: DateTime }
): Promise<{ restored: number; days: string[] }> {
  const key = [tenant.organizationId, stream.id, runId]
  const { rows } = await tenant.query<{ day: string }>(restoreStatement(stream), [
    ...key,
    now.toJSDate(),
  ])
  return { restored: rows.length, days: [...new Set(rows.map(({ day }) => day))] }
}

function removeStatement({ slots }: StreamSummary): string {
  return `
    WITH covered AS (
      SELECT min(day) AS first, max(day) AS last FROM facts
      WHERE organization_id = $1 AND stream_id = $2 AND run_id = $3
    ), gone AS (
      DELETE FROM facts f USING covered c
      WHERE f.organization_id = $1 AND f.stream_id = $2 AND f.run_id <> $3
        AND f.day BETWEEN c.first AND c.last
      RETURNING f.*
    ), unplaced AS (
      DELETE FROM fact_places p USING gone g
      WHERE p.organization_id = $1 AND p.stream_id = $2 AND p.entity_id = g.entity_id
    )${keepRemoved(slots.length)}`
}

function restoreStatement({ mode, slots }: StreamSummary): string {
  const columns = keptNumbers('r', slots.length)
  const identity = mode === 'event' ? 'r.entity_id' : 'r.day, r.entity_id, r.breakdown_id'
  return `
    WITH replaced AS (
      SELECT DISTINCT ON (${identity}) r.* FROM fact_revisions r
      WHERE r.organization_id = $1 AND r.stream_id = $2 AND r.run_id = $3 AND r.kind = 'removed'
        AND NOT EXISTS (SELECT 1 FROM undone_runs x
                        WHERE x.organization_id = $1 AND x.run_id = r.previous_run_id)
        AND NOT EXISTS (SELECT 1 FROM fact_places p
                        WHERE p.organization_id = $1 AND p.stream_id = $2 AND p.entity_id = r.entity_id)
        AND NOT EXISTS (SELECT 1 FROM fact_revisions n
                        WHERE n.organization_id = $1 AND n.stream_id = $2 AND n.day = r.day
                          AND n.entity_id = r.entity_id AND n.breakdown_id = r.breakdown_id
                          AND n.kind = 'removed' AND n.revised_at > r.revised_at)
      ORDER BY ${identity}, r.revised_at DESC
    ), placed AS (
      INSERT INTO fact_places (organization_id, stream_id, entity_id, day, breakdown_id)
      SELECT $1, $2, r.entity_id, r.day, r.breakdown_id FROM replaced r WHERE ${mode === 'event'}
      ON CONFLICT DO NOTHING
    )
    INSERT INTO facts (organization_id, stream_id, day, entity_id, breakdown_id, run_id, first_synced_at,
      synced_at, currency, ${columns.names})
    SELECT $1, $2, r.day, r.entity_id, r.breakdown_id, r.previous_run_id, r.first_synced_at,
      $4, r.currency, ${columns.values}
    FROM replaced r
    ON CONFLICT DO NOTHING
    RETURNING day::text AS day`
}
