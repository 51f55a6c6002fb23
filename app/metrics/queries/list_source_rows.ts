import type { DateTime } from 'luxon'
import { Refusal, type TenantTransaction } from '#foundation'
import { MICROS_PER_MAJOR_UNIT } from '#shared/metric_units'
import type { Question, StreamPart } from '../planning/plan.js'
import { readQuestion } from '../planning/question.js'
import { sourceRowStatement } from '../reading/source_row_statement.js'
import { knowledgeOf } from '../remembering/knowledge.js'
import type { SourceRow, SourceRows } from '../row_types.js'
import type { MetricQuery } from '../types.js'
import { prepare, type QueryOwner } from './run_metric_query.js'

/** More rows than a file that people open can use; a shorter period gives the others. */
export const MOST_ROWS = 50_000

export interface RowsAsked {
  query: MetricQuery
  /** The metric whose number is looked into: one of the query's. */
  metric: string
  from: number
  count: number
}

/**
 * The rows of the sources that a number is made of, in order of source and day, with amounts as they were reported, before any
 * conversion. Sources of a ratio that has only one side of it are among them.
 */
export async function listSourceRows(
  tenant: TenantTransaction,
  organization: QueryOwner,
  ...[asked, now]: [asked: RowsAsked, now: DateTime]
): Promise<SourceRows> {
  const { query, metric } = asked
  const source = query.derived?.[metric]?.metric ?? metric
  refuseUnasked(query, metric)
  const known = await knowledgeOf(tenant)
  const { range, filters, formulas, asOf, timeZone, weekStart } = query
  const single: MetricQuery = {
    metrics: [source],
    range,
    filters,
    formulas,
    asOf,
    timeZone,
    weekStart,
  }
  const question = readQuestion(single, { ...known, organization, now })
  const { parts } = await prepare(tenant, { question, known, now })
  const answering = parts.filter(({ role }) => role === 'answer')
  const { rows, total } = await readPage(tenant, { question, parts: answering }, asked)
  const atoms = question.atoms.map(({ id, label, unit }) => ({ id, label, unit }))
  return { range: question.range, metrics: atoms, rows, from: asked.from, total }
}

/** One page over the streams, one behind the other. */
async function readPage(
  tenant: TenantTransaction,
  { question, parts }: { question: Question; parts: StreamPart[] },
  { from, count }: Pick<RowsAsked, 'from' | 'count'>
) {
  const rows: SourceRow[] = []
  let total = 0
  for (const part of parts) {
    const request = { organizationId: tenant.organizationId, question, part }
    const { text, values } = sourceRowStatement(request)
    const counted = await tenant.query<{ count: number }>(text, values)
    const first = Math.max(0, from - total)
    total += counted.rows[0].count
    if (from < total && rows.length < count) {
      const page = { from: first, count: count - rows.length }
      const statement = sourceRowStatement({ ...request, page })
      const found = await tenant.query<StoredRow>(statement.text, statement.values)
      rows.push(...found.rows.map((row) => outward(row, part)))
    }
  }
  return { rows, total }
}

interface StoredRow extends Omit<
  SourceRow,
  'source' | 'sourceId' | 'report' | 'entity' | 'values' | 'syncedAt'
> {
  syncedAt: Date
  kind: string | null
  name: string | null
  externalId: string | null
  [value: `v${number}`]: number | null
}

function outward(row: StoredRow, { stream, atoms }: StreamPart): SourceRow {
  const { day, currency, above, dimensions, kind, name, externalId } = row
  const values = atoms.map(({ metric }, place) => {
    const value = row[`v${place}`]
    const isMoney = metric.unit === 'currency' && value !== null
    return [metric.id, isMoney ? value / MICROS_PER_MAJOR_UNIT : value]
  })
  return {
    day,
    source: stream.connection,
    sourceId: stream.connectionId,
    report: stream.name,
    // Rows of a file are entities of their own, whose number says nothing.
    entity: kind && !stream.isOfFiles ? { kind, name: name!, id: externalId! } : null,
    above: above ?? {},
    dimensions: dimensions ?? {},
    currency,
    values: Object.fromEntries(values),
    syncedAt: row.syncedAt.toISOString(),
  }
}

function refuseUnasked({ metrics }: MetricQuery, metric: string) {
  if (!metrics.includes(metric)) {
    throw new Refusal({
      code: 'E_METRIC_NOT_ASKED',
      status: 422,
      message: `"${metric}" is not among the metrics of this question, so it has no rows. Name one of ${metrics.join(', ')}.`,
    })
  }
}
