import type { TenantTransaction } from '#foundation'
import { withHashJoins } from '../batch/hash_joins.js'

/** How many groups the facts of some days fall into. */
export interface MeasuredGroups {
  facts: number
  dayBreakdowns: number
  dayEntities: number
  monthEntityBreakdowns: number
  /** Of dimension values, one entry per day, currency and breakdown: how they combine decides what is kept of them. */
  combinations: { day: string; currency: string; values: (string | null)[] }[]
}

export interface StreamToMeasure {
  streamId: string
  /** Dimension ids, in the order of `values`. */
  dimensions: string[]
}

/** Combinations of values are compared here, not by the database, so there are not too many of them. */
const MOST_COMBINATIONS = 60_000

/** The month with the most rows, which stands for the others. */
const FULLEST = `
  SELECT date_trunc('month', r.day::timestamp)::date::text AS month, min(r.day)::text AS "from", max(r.day)::text AS "to"
  FROM daily_rollups r WHERE r.organization_id = $1 AND r.stream_id = $2
  GROUP BY 1 ORDER BY sum(r.rows) DESC, 1 DESC LIMIT 1`

const WITHIN = `FROM facts f WHERE f.organization_id = $1 AND f.stream_id = $2 AND f.day BETWEEN $3::date AND $4::date`
const groups = (keys: string) =>
  `(SELECT count(*) FROM (SELECT 1 ${WITHIN} GROUP BY ${keys}, f.currency) g)::int`

const COUNTS = `
  SELECT (SELECT count(*) ${WITHIN})::int AS facts,
    ${groups('f.day, f.breakdown_id')} AS "dayBreakdowns",
    ${groups('f.day, f.entity_id')} AS "dayEntities",
    ${groups('f.entity_id, f.breakdown_id')} AS "monthEntityBreakdowns"`

const COMBINATIONS = `
  WITH met AS MATERIALIZED (
    SELECT DISTINCT f.day, coalesce(f.currency, '') AS currency, f.breakdown_id ${WITHIN}
  ), compared AS MATERIALIZED (
    SELECT * FROM met ORDER BY day LIMIT ${MOST_COMBINATIONS}
  )
  SELECT s.day::text AS day, s.currency, ARRAY(SELECT b.dimensions ->> id FROM unnest($5::text[]) AS id) AS values
  FROM compared s
  JOIN breakdowns b ON b.organization_id = $1 AND b.id = s.breakdown_id`

/** Counts the groups of one month of the stream. Null where it has no rows. */
export async function measureGroups(
  tenant: TenantTransaction,
  { streamId, dimensions }: StreamToMeasure
): Promise<MeasuredGroups | null> {
  const key = [tenant.organizationId, streamId]
  const { rows: months } = await tenant.query<{ from: string; to: string }>(FULLEST, key)
  if (months.length === 0) {
    return null
  }
  const within = [...key, months[0].from, months[0].to]
  const { rows } = await tenant.query<Omit<MeasuredGroups, 'combinations'>>(COUNTS, within)
  const read = () =>
    tenant.query<MeasuredGroups['combinations'][number]>(COMBINATIONS, [...within, dimensions])
  const combined = dimensions.length > 1 ? await withHashJoins(tenant, read) : { rows: [] }
  return { ...rows[0], combinations: combined.rows }
}
