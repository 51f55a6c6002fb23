import type { TenantTransaction } from '#foundation'
import type { EntityReference, Slot } from '#shared/records'
import { entityId } from '../batch/identities.js'
import { numbersOf } from '../batch/fact_statement.js'

const DEFAULT_PAGE_ROWS = 100
const MOST_PAGE_ROWS = 1_000

export interface FactsQuestion {
  streamId: string
  /** First and last day, `YYYY-MM-DD`, both included. */
  from: string
  to: string
  /** Only this entity and those below it. */
  ancestor?: EntityReference
  /** `next` of the page before. */
  after?: string
  limit?: number
}

export interface LineageRow {
  day: string
  currency: string | null
  entity: { id: string; kind: string; externalId: string; name: string } | null
  dimensions: Record<string, string>
  /** By metric; money in micros. */
  numbers: Record<string, number | null>
  runId: string
  firstSyncedAt: string
  syncedAt: string
}

export interface LineagePage {
  rows: LineageRow[]
  /** Where the next page starts; null on the last one. */
  next: string | null
}

interface StoredRow extends Omit<LineageRow, 'numbers'> {
  numbers: (number | null)[]
  place: string
}

/** Which rows stand behind a number? Oldest day first, a page at a time. */
export async function factsOf(
  tenant: TenantTransaction,
  question: FactsQuestion
): Promise<LineagePage> {
  const key = [tenant.organizationId, question.streamId]
  const { rows: streams } = await tenant.query<{ connection_id: string; slots: Slot[] }>(
    'SELECT connection_id, slots FROM source_streams WHERE organization_id = $1 AND id = $2',
    key
  )
  if (streams.length === 0) {
    return { rows: [], next: null }
  }
  const [{ connection_id: connectionId, slots }] = streams
  const limit = Math.min(question.limit ?? DEFAULT_PAGE_ROWS, MOST_PAGE_ROWS)
  const { rows } = await tenant.query<StoredRow>(lineageStatement(slots, question), [
    ...key,
    question.from,
    question.to,
    limit + 1,
    ...(question.ancestor
      ? [entityId(connectionId, question.ancestor), question.ancestor.kind]
      : []),
    ...(question.after ? question.after.split('/') : []),
  ])
  return pageOf(rows, slots, limit)
}

function pageOf(rows: StoredRow[], slots: Slot[], limit: number): LineagePage {
  const page = rows.slice(0, limit)
  const named = page.map(({ place: _, numbers, ...row }) => ({
    ...row,
    numbers: Object.fromEntries(slots.map(({ metric }, at) => [metric, numbers[at] ?? null])),
  }))
  return { rows: named, next: rows.length > limit ? page.at(-1)!.place : null }
}

function lineageStatement(slots: Slot[], { ancestor, after }: FactsQuestion): string {
  const below = ancestor
    ? 'AND (f.entity_id = $6::bigint OR e.ancestors ->> $7::text = $6::bigint::text)'
    : ''
  const first = ancestor ? 8 : 6
  const beyond = after
    ? `AND (f.day, f.entity_id, f.breakdown_id) > ($${first}::date, $${first + 1}::bigint, $${first + 2}::bigint)`
    : ''
  return `
    SELECT f.day::text AS day, f.currency, f.run_id AS "runId",
      ${instant('f.first_synced_at')} AS "firstSyncedAt", ${instant('f.synced_at')} AS "syncedAt",
      CASE WHEN e.id IS NOT NULL THEN
        jsonb_build_object('id', e.id::text, 'kind', e.kind, 'externalId', e.external_id, 'name', e.name) END AS entity,
      coalesce(b.dimensions, '{}') AS dimensions, ${numbersOf('f', slots.length)} AS numbers,
      concat_ws('/', f.day, f.entity_id, f.breakdown_id) AS place
    FROM facts f
    LEFT JOIN entities e ON e.organization_id = $1 AND e.id = f.entity_id
    LEFT JOIN breakdowns b ON b.organization_id = $1 AND b.id = f.breakdown_id
    WHERE f.organization_id = $1 AND f.stream_id = $2 AND f.day BETWEEN $3::date AND $4::date ${below} ${beyond}
    ORDER BY f.day, f.entity_id, f.breakdown_id
    LIMIT $5`
}

/** ISO 8601 in UTC. */
const instant = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
