import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { EntityReference, FactRecord } from '#shared/records'
import { onlyBelow } from '../batch/below.js'
import { bigintArray, dateArray } from '../batch/binary_arrays.js'
import { arrangeFacts } from '../batch/fact_batch.js'
import { withHashJoins } from '../batch/hash_joins.js'
import { bumpDataVersion, markDirty } from '../batch/mark_changes.js'
import { keepRemoved } from '../batch/removed_rows.js'
import type { StreamHandle } from '../types.js'

export interface CompleteReading {
  stream: StreamHandle
  /** Whose doing the removal is. */
  runId: string
  now: DateTime
  /** First and last day that was read, `YYYY-MM-DD`, both included. */
  from: string
  to: string
  /** Only entities below this one, for example one account of the connection. */
  ancestor?: EntityReference
  /** Everything that the vendor has for those days. */
  facts: FactRecord[]
}

/**
 * Takes away the rows of some days of a daily stream that a complete reading of them did not bring. They stay in
 * the revisions, so that a report as of yesterday still shows them. The caller answers for the completeness.
 */
export async function removeVanished(
  tenant: TenantTransaction,
  reading: CompleteReading
): Promise<{ removed: number }> {
  const { stream, runId, now, from, to, ancestor } = reading
  const { rows: places, ...seen } = arrangeFacts(stream, reading.facts)
  const below = onlyBelow(stream.connectionId, ancestor, 10)
  const values = [
    ...[tenant.organizationId, stream.id, runId, now.toJSDate(), from, to],
    dateArray(seen.days, places),
    bigintArray(seen.entityIds, places),
    bigintArray(seen.breakdownIds, places),
    ...below.values,
  ]
  const { rows } = await withHashJoins(tenant, () =>
    tenant.query<{ day: string }>(statement(stream, below.text), values)
  )
  const days = [...new Set(rows.map(({ day }) => day))]
  await markDirty(tenant, { streamId: stream.id, days, now })
  if (days.length > 0) {
    await bumpDataVersion(tenant)
  }
  return { removed: rows.length }
}

const statement = ({ slots }: StreamHandle, below: string) => `
    WITH gone AS (
      DELETE FROM facts f
      WHERE f.organization_id = $1::uuid AND f.stream_id = $2::bigint AND f.day BETWEEN $5::date AND $6::date ${below}
        AND NOT EXISTS (
          SELECT 1 FROM unnest($7::date[], $8::bigint[], $9::bigint[]) AS s (day, entity_id, breakdown_id)
          WHERE s.day = f.day AND s.entity_id = f.entity_id AND s.breakdown_id = f.breakdown_id)
      RETURNING f.*
    )${keepRemoved(slots.length)}`
