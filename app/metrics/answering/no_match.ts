import type { TenantTransaction } from '#foundation'
import type { Question } from '../planning/plan.js'
import { readCells, type Reading } from '../reading/read_cells.js'
import type { MetricResult, MetricValues } from '../types.js'
import type { Answer } from './answer.js'
import { unavailable } from './unavailable.js'

type AskedFilter = Question['filters'][number]

const LIST = new Intl.ListFormat('en', { type: 'disjunction' })

/**
 * The sentence that it was the filters that left nothing, and which of them; null where there are rows, or would be none without
 * them either. Only an answer without rows costs these further questions.
 */
export async function whyNothingMatches(
  tenant: TenantTransaction,
  reading: Reading,
  { rows }: Pick<Answer, 'rows'>
): Promise<string | null> {
  const { filters } = reading.question
  if (rows.length > 0 || filters.length === 0 || !(await hasRows(tenant, reading, []))) {
    return null
  }
  const empty: AskedFilter[] = []
  for (const filter of filters) {
    if (!(await hasRows(tenant, reading, [filter]))) {
      empty.push(filter)
    }
  }
  return empty.length > 0
    ? `${empty.map(sentence).join(' ')} Choose another value, or remove the filter.`
    : 'Each filter matches rows of this period, but no row matches all of them. Remove one.'
}

async function hasRows(tenant: TenantTransaction, reading: Reading, filters: AskedFilter[]) {
  const question = { ...reading.question, filters }
  const shape = { grain: 'total' as const, breakdowns: [] }
  const rows = await readCells(tenant, { ...reading, question }, shape)
  return rows.length > 0
}

const VERBS: Record<AskedFilter['filter']['operator'], string> = {
  in: 'is',
  equals: 'is',
  not_in: 'is other than',
  not_equals: 'is other than',
  contains: 'contains',
  not_contains: 'is without',
  starts_with: 'starts with',
  is_empty: 'is empty',
  is_not_empty: 'is set',
}

function sentence({ dimension, filter }: AskedFilter): string {
  const values = (filter.values ?? []).map((value) => `“${value}”`)
  const what = `${VERBS[filter.operator]} ${LIST.format(values)}`.trim()
  return `The filter matched nothing: no row of this period has a ${dimension.label.toLowerCase()} that ${what}.`
}

/** The values with this reason in place of "no rows". */
export function withReason(values: MetricValues, message: string | null): MetricValues {
  if (message === null) {
    return values
  }
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      value.status === 'unavailable' && value.reason === 'no_rows'
        ? unavailable('no_match', message)
        : value,
    ])
  )
}

/** Where the filters on metrics leave no row at all. */
export function whyNoneMeets(conditions: MetricResult['conditions']): string | null {
  return conditions?.kept === 0 && conditions.total > 0
    ? 'No row meets the filters on metrics. Change or remove one.'
    : null
}
