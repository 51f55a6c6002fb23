import type { Question, StreamPart } from '../planning/plan.js'
import { NO_ROLLUPS } from '../planning/rollups.js'
import { ancestorOf, dimensionSql, filterSql, type DimensionSql } from './dimension_sql.js'
import { factSource } from './fact_source.js'
import { Parameters } from './parameters.js'

export interface SourceRowRequest {
  organizationId: string
  question: Question
  part: StreamPart
  /** Left out to count the rows instead. */
  page?: { from: number; count: number }
}

/** The statement that reads single rows of one stream, as the source reported them, or how many there are. */
export function sourceRowStatement(request: SourceRowRequest): { text: string; values: unknown[] } {
  const parameters = new Parameters()
  const { question, part, page } = request
  const filters = question.filters.map(({ dimension }) =>
    dimensionSql(dimension, part.stream, parameters)
  )
  const tests = question.filters.map(({ filter }, place) =>
    filterSql(filters[place], filter, parameters)
  )
  const organization = parameters.bind(request.organizationId, 'uuid')
  const text = `
    SELECT ${page ? columns(part, organization) : 'count(*)::int AS count'}
    FROM (${numberedRows(request, parameters)}) g
    ${joins(filters, { part, organization, parameters })}
    WHERE ${tests.join(' AND ') || 'true'}
    ${page ? `ORDER BY g.day, g.entity_id, g.breakdown_id, g.synced_at OFFSET ${parameters.bind(page.from, 'int')} LIMIT ${parameters.bind(page.count, 'int')}` : ''}`
  return { text, values: parameters.values }
}

/** Rows with at least one of the numbers; of a state only the last one of each entity, which is the one that counts. */
function numberedRows(
  { organizationId, question, part }: SourceRowRequest,
  parameters: Parameters
) {
  const { range, asOf } = question
  const single: StreamPart = { ...part, plan: 'raw', rollups: NO_ROLLUPS }
  const rows = factSource(single, { organizationId, range, asOf, parameters })
  const given = part.atoms.map((_, place) => `s.v${place} IS NOT NULL`).join(' OR ')
  const isState = part.atoms[0].metric.kind === 'semi_additive'
  const entity = part.stream.isOfFiles ? 's.breakdown_id' : 's.entity_id, s.breakdown_id'
  return `SELECT ${isState ? `DISTINCT ON (${entity})` : ''} s.*,
      extract(isodow FROM s.day)::text AS day_of_week, to_char(s.day, 'MM') AS month_of_year
    FROM (${rows}) s
    WHERE ${given}
    ${isState ? `ORDER BY ${entity}, s.day DESC, s.synced_at DESC, s.entity_id DESC` : ''}`
}

interface Joining {
  part: StreamPart
  organization: string
  parameters: Parameters
}

/** What a row is about and its dimensions, as one look at each key, and what filters read of them (`dimension_sql.ts`). */
function joins(filters: DimensionSql[], { part, organization, parameters }: Joining): string {
  const kinds = new Set(filters.flatMap(({ ancestor }) => ancestor ?? []))
  const above = [...kinds].flatMap((kind) => {
    const read = (column: string) => `(SELECT a.${column} FROM entities a
      WHERE a.organization_id = ${organization} AND a.id = (n.ancestors ->> ${parameters.bind(kind, 'text')})::bigint)
      AS ${ancestorOf(kind, part.stream)}_${column}`
    return [read('name'), read('external_id')]
  })
  const values = new Map(filters.flatMap(({ value }) => (value ? [[value.column, value]] : [])))
  const written = [...values.values()].map(
    ({ dimension, column }) => `n.dimensions ->> ${parameters.bind(dimension, 'text')} AS ${column}`
  )
  const lookedUp = (table: string, [read, key]: [string[], string]) =>
    `LEFT JOIN LATERAL (SELECT ${read.join(', ')} FROM ${table} n
      WHERE n.organization_id = ${organization} AND n.id = ${key} OFFSET 0)`
  const entity = ['n.kind', 'n.name', 'n.external_id', 'n.ancestors', ...above]
  return `${lookedUp('entities', [entity, 'g.entity_id'])} e ON true
    ${lookedUp('breakdowns', [['n.dimensions', ...written], 'g.breakdown_id'])} b ON true`
}

function columns({ atoms }: StreamPart, organization: string): string {
  return [
    'g.day::text AS day',
    'g.currency',
    'g.synced_at AS "syncedAt"',
    'e.kind',
    'e.name',
    'e.external_id AS "externalId"',
    `(SELECT jsonb_object_agg(above.kind, named.name) FROM jsonb_each_text(e.ancestors) AS above (kind, id)
      JOIN entities named ON named.organization_id = ${organization} AND named.id = above.id::bigint) AS above`,
    'b.dimensions',
    ...atoms.map((_, place) => `g.v${place}::float8 AS v${place}`),
  ].join(', ')
}
