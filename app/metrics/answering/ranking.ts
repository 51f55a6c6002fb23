import type { Question } from '../planning/plan.js'
import type { MetricResult } from '../types.js'
import type { SeriesTotals } from './answer.js'

interface Ranked {
  series: SeriesTotals[]
  truncated: MetricResult['truncated']
}

/** Values of these have an order of their own, which no number changes. */
const IN_ORDER = new Set(['day_of_week', 'month_of_year', 'hour'])

type Ranking = Pick<Question, 'metrics' | 'limit' | 'breakdowns'>

/** Best first by the first metric, or in the order of the calendar; what does not fit is counted and said, and stays in the totals. */
export function bestFirst(series: SeriesTotals[], { metrics, limit, breakdowns }: Ranking): Ranked {
  const [first] = metrics
  const ranked = [...series].sort(
    (a, b) => rank(b, first) - rank(a, first) || nameOf(a).localeCompare(nameOf(b))
  )
  const isInOrder = breakdowns.length === 1 && IN_ORDER.has(breakdowns[0].id)
  const shown = ranked.slice(0, limit)
  const ordered = isInOrder ? shown.sort((a, b) => keyOf(a).localeCompare(keyOf(b))) : shown
  if (ranked.length <= limit) {
    return { series: ordered, truncated: null }
  }
  const message = `The ${limit} highest of ${ranked.length} are shown; the totals hold all of them.`
  return { series: ordered, truncated: { shown: limit, total: ranked.length, message } }
}

function rank({ totals }: SeriesTotals, metric: string) {
  const value = totals[metric]
  return value.status === 'available' ? value.value : Number.NEGATIVE_INFINITY
}

function nameOf({ breakdown, keys }: SeriesTotals) {
  return JSON.stringify([breakdown, keys])
}

/** Rows without a value come last. */
const keyOf = ({ keys }: SeriesTotals) => Object.values(keys)[0] ?? '\uFFFF'
