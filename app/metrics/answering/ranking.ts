import type { Question } from '../planning/plan.js'
import type { MetricResult, MetricSeries } from '../types.js'

/** A series without its points, which are made for the shown ones only. */
export type SeriesTotals = Pick<
  MetricSeries,
  'breakdown' | 'keys' | 'rest' | 'totals' | 'other'
> & { id: string }

interface Ranked {
  series: SeriesTotals[]
  truncated: MetricResult['truncated']
}

/** Values of these have an order of their own, which no number changes. */
const IN_ORDER = new Set(['day_of_week', 'month_of_year', 'hour'])

type Ranking = Pick<Question, 'shaping' | 'limit' | 'breakdowns'>
type Sort = Question['shaping']['sort']

/**
 * In the asked order, best first by the first metric, or in the order of the calendar; what does not fit is counted and said, and
 * stays in the totals. The row of other values is the last one.
 */
export function bestFirst(series: SeriesTotals[], { shaping, limit, breakdowns }: Ranking): Ranked {
  const wanted = shaping.top?.other === false ? series.filter(({ other }) => !other) : series
  const ranked = wanted.toSorted(comparer(shaping.sort))
  const isInOrder = !shaping.isSorted && breakdowns.length === 1 && IN_ORDER.has(breakdowns[0].id)
  const shown = ranked.slice(0, limit)
  const ordered = isInOrder ? shown.sort((a, b) => keyOf(a).localeCompare(keyOf(b))) : shown
  if (ranked.length <= limit) {
    return { series: ordered, truncated: null }
  }
  const message = `The ${limit} ${wordFor(shaping.sort)} of ${ranked.length} are shown; the totals hold all of them.`
  return { series: ordered, truncated: { shown: limit, total: ranked.length, message } }
}

function wordFor({ by, isAscending }: Sort): string {
  const byFigures = isAscending ? 'lowest' : 'highest'
  return by === 'name' ? 'first' : byFigures
}

/** Rows without a value come last in either order. */
export function comparer({ by, isAscending }: Sort) {
  return (a: SeriesTotals, b: SeriesTotals) =>
    Number(Boolean(a.other)) - Number(Boolean(b.other)) ||
    (by === 'name'
      ? byName(a, b) * (isAscending ? 1 : -1)
      : byFigure([a, b], by, isAscending) || byName(a, b))
}

function byFigure([a, b]: [SeriesTotals, SeriesTotals], metric: string, isAscending: boolean) {
  const [one, other] = [figure(a, metric), figure(b, metric)]
  if (one === null || other === null) {
    return Number(one === null) - Number(other === null)
  }
  return isAscending ? one - other : other - one
}

function figure({ totals }: SeriesTotals, metric: string): number | null {
  const value = totals[metric]
  return value.status === 'available' ? value.value : null
}

const byName = (a: SeriesTotals, b: SeriesTotals) => nameOf(a).localeCompare(nameOf(b))

function nameOf({ breakdown, keys }: SeriesTotals) {
  return JSON.stringify([breakdown, keys])
}

/** Rows without a value come last. */
const keyOf = ({ keys }: SeriesTotals) => Object.values(keys)[0] ?? '\uFFFF'
