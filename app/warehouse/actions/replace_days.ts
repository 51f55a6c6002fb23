import type { DateTime } from 'luxon'
import { ProgrammingError, type TenantTransaction } from '#foundation'
import { withHashJoins } from '../batch/hash_joins.js'
import { bumpDataVersion, markDirty } from '../batch/mark_changes.js'
import { keepRemoved } from '../batch/removed_rows.js'
import { listStreams } from '../queries/list_streams.js'
import type { StreamSummary } from '../types.js'

export interface DaysToReplace {
  streamId: string
  /** The run whose rows stay. Where several runs say the same of one entity, it wrote with `isConfirming`. */
  runId: string
  now: DateTime
}

/**
 * Takes away every row of the stream that other runs brought for the days between the first and the last
 * row of this run. In one transaction with the run's own rows this replaces them at once. The rows stay in
 * the revisions and the days in `replacements`, so that undoing the run brings them back.
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

function removeStatement({ slots }: StreamSummary): string {
  return `
    WITH covered AS (
      SELECT min(day) AS first, max(day) AS last FROM facts
      WHERE organization_id = $1 AND stream_id = $2 AND run_id = $3
    ), replacement AS (
      INSERT INTO replacements (organization_id, stream_id, run_id, first_day, last_day, replaced_at)
      SELECT $1, $2, $3, c.first, c.last, $4 FROM covered c WHERE c.first IS NOT NULL
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
