import type { TenantTransaction } from '#foundation'
import { withHashJoins } from './hash_joins.js'
import type { StreamHandle } from '../types.js'
import { slotColumn } from '../slots.js'

/**
 * The change of a running total is the difference from the last value before it, at most this many days
 * back; past that it is unknown, not zero. The bound keeps the recomputation to a slice of the table.
 */
export const LONGEST_GAP_DAYS = 35

/**
 * Recomputes the changes around days whose values were written, since a late or restated value also
 * alters the change of the day after it. A change is derived, so it leaves no revision and no new time.
 * Answers the days that it touched.
 */
export async function recomputeChanges(
  tenant: TenantTransaction,
  stream: StreamHandle,
  days: string[]
): Promise<string[]> {
  if (stream.mode !== 'snapshot' || days.length === 0) {
    return []
  }
  const sorted = [...days].sort()
  const bounds = [tenant.organizationId, stream.id, sorted[0], sorted.at(-1)]
  const { rows } = await withHashJoins(tenant, () =>
    tenant.query<{ day: string }>(changesStatement(stream.slots.length), bounds)
  )
  return [...new Set(rows.map(({ day }) => day))]
}

function changesStatement(slotCount: number): string {
  const values = Array.from({ length: slotCount / 2 }, (_, index) => index * 2)
  const changes = values.map((slot) => slotColumn(slot + 1))
  const computed = values.map(
    (slot) =>
      `CASE WHEN s.day - lag(s.day) OVER w <= ${LONGEST_GAP_DAYS}
        THEN s.${slotColumn(slot)} - lag(s.${slotColumn(slot)}) OVER w END AS ${slotColumn(slot + 1)}`
  )
  const list = (alias: string) => changes.map((name) => `${alias}.${name}`).join(', ')
  return `
    UPDATE facts f SET ${changes.map((name) => `${name} = c.${name}`).join(', ')}
    FROM (
      SELECT s.day, s.entity_id, s.breakdown_id, ${computed.join(', ')}
      FROM facts s
      WHERE s.organization_id = $1 AND s.stream_id = $2
        AND s.day BETWEEN $3::date - ${LONGEST_GAP_DAYS} AND $4::date + ${LONGEST_GAP_DAYS}
      WINDOW w AS (PARTITION BY s.entity_id, s.breakdown_id ORDER BY s.day)
    ) c
    WHERE f.organization_id = $1 AND f.stream_id = $2 AND f.day BETWEEN $3::date AND $4::date + ${LONGEST_GAP_DAYS}
      AND f.day = c.day AND f.entity_id = c.entity_id AND f.breakdown_id = c.breakdown_id
      AND ROW(${list('f')}) IS DISTINCT FROM ROW(${list('c')})
    RETURNING f.day::text AS day`
}
