import type { Slot } from '#shared/records'
import { slotColumn, TYPED_SLOTS } from '../slots.js'

/**
 * SQL of the facts of one stream as they were at a moment, with the columns of `facts` that a report
 * reads: `FROM (${factsAsOf(slots)}) f`. `$1` is the organization, `$2` the stream, `$3` the moment. Each
 * revision says what a row was from `synced_at` until `revised_at`; what is still there says so itself.
 */
export function factsAsOf(slots: Slot[]): string {
  const typed = slots.slice(0, TYPED_SLOTS).map((_, index) => slotColumn(index))
  const unpacked = typed.map((name, index) => `r.numbers[${index + 1}] AS ${name}`)
  const identity = ['organization_id', 'stream_id', 'day', 'entity_id', 'breakdown_id']
  const shared = [...identity, 'synced_at', 'currency']
  return `
    SELECT ${[...shared, ...typed, 'more'].map((name) => `f.${name}`).join(', ')}
    FROM facts f
    WHERE f.organization_id = $1 AND f.stream_id = $2 AND f.synced_at <= $3
    UNION ALL
    SELECT ${shared.map((name) => `r.${name}`).join(', ')}, ${unpacked.join(', ')}, r.numbers[${TYPED_SLOTS + 1}:] AS more
    FROM fact_revisions r
    WHERE r.organization_id = $1 AND r.stream_id = $2 AND r.synced_at <= $3 AND r.revised_at > $3`
}
