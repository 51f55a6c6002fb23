import type { TenantTransaction } from '#foundation'
import type { StreamSummary } from '../types.js'
import { dayGroups, type DayOfRows } from './day_groups.js'
import { numbersOf } from './fact_statement.js'

export interface RunInStream {
  stream: StreamSummary
  runId: string
  now: Date
}

const DAYS = `
  SELECT day::text AS day, count(*)::int AS count FROM facts
  WHERE organization_id = $1 AND stream_id = $2 AND run_id = $3 GROUP BY day ORDER BY day`

/** Takes the rows that say what the run said out of the facts; they stay in the revisions. */
export async function takeRows(
  tenant: TenantTransaction,
  { stream, runId, now }: RunInStream
): Promise<{ taken: number; days: string[] }> {
  const key = [tenant.organizationId, stream.id, runId]
  const { rows } = await tenant.query<DayOfRows>(DAYS, key)
  let taken = 0
  for (const days of dayGroups(rows)) {
    const { rowCount } = await tenant.query(takeStatement(stream), [...key, now, days])
    taken += rowCount
  }
  return { taken, days: rows.map(({ day }) => day) }
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
