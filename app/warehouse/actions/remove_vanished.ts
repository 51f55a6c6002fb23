import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { EntityReference, FactRecord } from '#shared/records'
import { onlyBelow } from '../batch/below.js'
import { bigintArray, dateArray, joinedBigints } from '../batch/binary_arrays.js'
import { arrangeFacts } from '../batch/fact_batch.js'
import { withHashJoins } from '../batch/hash_joins.js'
import { bumpDataVersion, markDirty } from '../batch/mark_changes.js'
import { removeEntities } from '../batch/remove_deleted.js'
import { keepRemoved } from '../batch/removed_rows.js'
import type { StreamHandle } from '../types.js'

interface Reading {
  stream: StreamHandle
  /** Whose doing the removal is. */
  runId: string
  now: DateTime
}

/** Some days of a daily stream. */
export interface CompleteReading extends Reading {
  /** First and last day that was read, `YYYY-MM-DD`, both included. */
  from: string
  to: string
  /** Only entities below this one, for example one account of the connection. */
  ancestor?: EntityReference
  /** Everything that the vendor has for those days. */
  facts: FactRecord[]
}

/** The whole of a stream whose rows are entities, whatever their days. */
export interface WholeReading extends Reading {
  /** `entityIds` of its pages. */
  entityIds: Buffer[]
}

/** Rows of one statement: keeps each far below the worker's statement timeout. */
const ROWS_AT_ONCE = 50_000

/**
 * Takes away the rows that a complete reading did not bring: of some days of a daily stream, or of a whole event stream.
 * They stay in the revisions, so that a report as of yesterday still shows them. The caller answers for the completeness.
 */
export async function removeVanished(
  tenant: TenantTransaction,
  reading: CompleteReading | WholeReading
): Promise<{ removed: number }> {
  const { stream, now } = reading
  const rows = await ('entityIds' in reading
    ? withoutOthers(tenant, reading)
    : withoutOthersOfDays(tenant, reading))
  const days = [...new Set(rows)]
  await markDirty(tenant, { streamId: stream.id, days, now })
  if (days.length > 0) {
    await bumpDataVersion(tenant)
  }
  return { removed: rows.length }
}

/** Answers the day of each row. */
async function withoutOthers(tenant: TenantTransaction, reading: WholeReading): Promise<string[]> {
  const { stream, entityIds } = reading
  const { rows } = await withHashJoins(tenant, () =>
    tenant.query<{ id: string }>(
      `SELECT p.entity_id::text AS id FROM fact_places p
       WHERE p.organization_id = $1::uuid AND p.stream_id = $2::bigint
         AND NOT EXISTS (SELECT 1 FROM unnest($3::bigint[]) AS s (id) WHERE s.id = p.entity_id)`,
      [tenant.organizationId, stream.id, joinedBigints(entityIds)]
    )
  )
  const gone = rows.map(({ id }) => id)
  const days: string[] = []
  for (let from = 0; from < gone.length; from += ROWS_AT_ONCE) {
    const ids = gone.slice(from, from + ROWS_AT_ONCE)
    days.push(...(await removeEntities(tenant, { stream, ids }, reading)))
  }
  return days
}

async function withoutOthersOfDays(
  tenant: TenantTransaction,
  reading: CompleteReading
): Promise<string[]> {
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
  return rows.map(({ day }) => day)
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
