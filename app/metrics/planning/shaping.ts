import { Refusal } from '#foundation'
import type { Catalogue } from '../catalogue/catalogue.js'
import type { Grain, MetricCondition, MetricQuery, TopValues } from '../types.js'
import { readDerived, type ReadDerivation } from './derivations.js'

export const MAX_CONDITIONS = 10
export const MAX_SUBTOTALS = 8

/** What a question does with its rows once they are added up. */
export interface Shaping {
  /** Metrics and derived numbers as they were asked: what the answer shows. */
  asked: string[]
  derived: ReadDerivation[]
  conditions: MetricCondition[]
  sort: { by: string; isAscending: boolean }
  /** Whether an order was asked for, which goes before the order of the calendar. */
  isSorted: boolean
  top: Required<TopValues> | null
  subtotals: string[][]
}

interface Setting {
  catalogue: Catalogue
  breakdownIds: string[]
  grain: Grain
}

/** Every metric that has to be computed: the asked ones first, then those that others are derived from, chosen or ordered by. */
export function metricsBehind({ metrics, derived = {}, conditions, sort }: MetricQuery): string[] {
  const sourceOf = (id: string) => (Object.hasOwn(derived, id) ? derived[id].metric : id)
  const ordering = sort && sort.by !== 'name' ? [sort.by] : []
  const wanted = [...metrics, ...(conditions ?? []).map(({ metric }) => metric), ...ordering]
  return [...new Set(wanted.map(sourceOf))]
}

/** Checks what is done with the rows, and fills in what was left out. */
export function readShaping(query: MetricQuery, setting: Setting): Shaping {
  const { breakdownIds } = setting
  const { conditions = [], sort, subtotals = [] } = query
  refuseUnless(
    conditions.length === 0 || breakdownIds.length > 0,
    'E_CONDITION_WITHOUT_BREAKDOWN',
    'A filter on a metric chooses among the rows of a breakdown, and this question has none. Add a breakdown.'
  )
  subtotals.flat().forEach((id) => refuseUnasked(id, breakdownIds, 'sub-total'))
  return {
    asked: [...new Set(query.metrics)],
    derived: readDerived(query, setting),
    conditions: conditions.map((one) => ({ ...one, metric: sourceIn(query, one.metric) })),
    sort: {
      by: sourceIn(query, sort?.by ?? query.metrics[0]),
      isAscending: sort ? sort.order === 'ascending' : false,
    },
    isSorted: sort !== undefined,
    top: readTop(query.top, breakdownIds),
    subtotals,
  }
}

function readTop(top: TopValues | undefined, breakdownIds: string[]): Shaping['top'] {
  if (!top) {
    return null
  }
  refuseUnless(
    breakdownIds.length > 0,
    'E_TOP_WITHOUT_BREAKDOWN',
    'The first values of a breakdown were asked for, and this question has no breakdown. Add one.'
  )
  const { count, dimension = breakdownIds[0], other = false } = top
  refuseUnasked(dimension, breakdownIds, 'limit')
  return { count, dimension, other }
}

/** Derived numbers are chosen and ordered by what they are derived from. */
function sourceIn({ derived = {} }: MetricQuery, id: string): string {
  return Object.hasOwn(derived, id) ? derived[id].metric : id
}

function refuseUnasked(dimension: string, breakdownIds: string[], what: string) {
  refuseUnless(
    breakdownIds.includes(dimension),
    'E_DIMENSION_NOT_ASKED',
    `The ${what} is by "${dimension}", which is no breakdown of this question. Add it to the breakdowns.`
  )
}

function refuseUnless(condition: boolean, code: string, message: string) {
  if (!condition) {
    throw new Refusal({ code, status: 422, message })
  }
}
