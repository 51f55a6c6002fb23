import type { TenantTransaction } from '#foundation'
import type { Slot } from '#shared/records'
import { sumsOf } from '../batch/fact_statement.js'
import { withHashJoins } from '../batch/hash_joins.js'
import { tells, type RollupShape } from '#shared/rollup_shapes'

export interface DaysToSum {
  streamId: string
  slots: Slot[]
  days: string[]
}

const CLEAR = `
  DELETE FROM grouped_rollups
  WHERE organization_id = $1 AND stream_id = $2 AND shape_id = $3 AND day = ANY($4::date[])`

/**
 * Computes the sums of one shape again, for these days or for the months around them: of sums that are there already where
 * a finer shape has them (`summed`, which are up to date for these days), else of the facts.
 */
export async function sumGroups(
  tenant: TenantTransaction,
  { shape, summed }: { shape: RollupShape; summed: RollupShape[] },
  { streamId, slots, days }: DaysToSum
) {
  const starts = shape.period === 'day' ? days : [...new Set(days.map(monthOf))]
  const key = [tenant.organizationId, streamId, shape.id]
  await tenant.query(CLEAR, [...key, starts])
  const finer = finest(shape, summed)
  const from = finer ? sumsToAdd(finer, slots) : factsToAdd(slots)
  const statement = sumStatement(shape, from)
  const sum = (some: string[]) =>
    tenant.query(statement, [...key, some, ...(shape.dimensions ?? [])])
  if (shape.period === 'day') {
    await withHashJoins(tenant, () => sum(starts))
    return
  }
  for (const month of starts) {
    await withHashJoins(tenant, () => sum(daysOf(month)))
  }
}

const monthOf = (day: string) => `${day.slice(0, 7)}-01`

function daysOf(month: string): string[] {
  const [year, place] = month.split('-').map(Number)
  const count = new Date(Date.UTC(year, place, 0)).getUTCDate()
  return Array.from(
    { length: count },
    (_, index) => `${month.slice(0, 8)}${String(index + 1).padStart(2, '0')}`
  )
}

/** What rows are added up: their columns are `day`, `currency`, `entity_id`, `breakdown_id` and `synced_at` everywhere. */
interface Addends {
  table: string
  /** Beside organization, stream and days. */
  where: string
  count: string
  sums: string
}

const factsToAdd = (slots: Slot[]): Addends => ({
  ...{ table: 'facts', where: '', count: 'count(*)' },
  sums: sumsOf('f', slots),
})

function sumsToAdd({ id }: RollupShape, slots: Slot[]): Addends {
  const sums = slots.map(({ aggregation }, place) =>
    aggregation === 'sum' ? `sum(f.sums[${place + 1}])` : 'NULL'
  )
  return {
    ...{ table: 'grouped_rollups', where: ` AND f.shape_id = ${id}`, count: 'sum(f.rows)' },
    sums: `ARRAY[${sums.join(', ')}]::float8[]`,
  }
}

/** The fewest sums of days that tell all that the shape does. */
function finest(shape: RollupShape, summed: RollupShape[]): RollupShape | undefined {
  const needed = { entity: shape.byEntity, dimensions: shape.dimensions ?? [] }
  return summed
    .filter(({ period }) => period === 'day')
    .filter((one) => (shape.dimensions !== null || one.dimensions === null) && tells(one, needed))
    .sort((one, other) => one.share - other.share)
    .at(0)
}

/**
 * `$1` is the organization, `$2` the stream, `$3` the shape, `$4` the days, and from `$5` the kept dimensions, where these are
 * some. Of the breakdowns that are alike in these any one stands for all: only what they have in common is asked of it.
 */
function sumStatement(shape: RollupShape, { table, where, count, sums }: Addends): string {
  const kept = (shape.dimensions ?? []).map((_, index) => `k${index}`)
  const day = shape.period === 'day' ? 'f.day' : "date_trunc('month', f.day::timestamp)::date"
  const entity = shape.byEntity ? 'f.entity_id' : '0'
  const { breakdown, keys } = breakdownOf(shape, kept)
  const from = (join: string) => `FROM ${table} f ${join}
    WHERE f.organization_id = $1 AND f.stream_id = $2 AND f.day = ANY($4::date[])${where}`
  return `
    ${kept.length > 0 ? keptValues(kept, from('')) : ''}
    INSERT INTO grouped_rollups
      (organization_id, stream_id, shape_id, day, currency, entity_id, breakdown_id, rows, sums, synced_at)
    SELECT $1::uuid, $2::bigint, $3::smallint, ${day}, coalesce(f.currency, ''), ${entity}, ${breakdown},
      ${count}, ${sums}, max(f.synced_at)
    ${from(kept.length > 0 ? 'LEFT JOIN kept b ON b.id = f.breakdown_id' : '')}
    GROUP BY ${[day, 'f.currency', ...(shape.byEntity ? [entity] : []), ...keys].join(', ')}`
}

function breakdownOf({ dimensions }: RollupShape, kept: string[]) {
  if (dimensions === null) {
    return { breakdown: 'f.breakdown_id', keys: ['f.breakdown_id'] }
  }
  return kept.length > 0
    ? { breakdown: 'min(f.breakdown_id)', keys: kept.map((name) => `b.${name}`) }
    : { breakdown: '0', keys: [] }
}

const keptValues = (kept: string[], rows: string) => `
    WITH kept AS MATERIALIZED (
      SELECT n.id, ${kept.map((name, index) => `n.dimensions ->> $${5 + index}::text AS ${name}`).join(', ')}
      FROM breakdowns n
      WHERE n.organization_id = $1
        AND n.id = ANY(ARRAY(SELECT DISTINCT f.breakdown_id ${rows}))
    )`
