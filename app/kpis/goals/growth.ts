import type { Metric } from '#metrics'
import type { KnownDay } from '#shared/day_weights'
import { addDays } from '#shared/time_zones'
import type { Growth } from '../types.js'
import { RECENT_DAYS } from './goal.js'
import type { Course, Span } from './progress.js'

/** How the days of a metric make the number of a period. */
export function growthOf(metric: Pick<Metric, 'addsUp' | 'kind'> | undefined): Growth {
  if (metric?.addsUp) {
    return 'sum'
  }
  return metric?.kind === 'semi_additive' ? 'state' : 'level'
}

/** The last known value before a day. */
export const lastBefore = (days: KnownDay[], before: string): number | null =>
  days.findLast(([day]) => day < before)?.[1] ?? null

/** What the last days brought, as far as they are known, those before the period included. */
export function recentOf(
  growth: Growth,
  days: KnownDay[],
  through: string | null
): Course['recent'] {
  if (through === null || growth === 'level') {
    return null
  }
  const first = addDays(through, 1 - RECENT_DAYS)
  const known = days.filter(([day]) => day >= first && day <= through)
  return growth === 'sum' ? summed(known, through) : grown(known, through)
}

function summed(known: KnownDay[], to: string): Course['recent'] {
  const amount = known.reduce((sum, [, value]) => sum + value, 0)
  return known.length === 0 ? null : { span: { from: known[0][0], to }, amount }
}

/** Of a state: what it gained from its first known day on. */
function grown(known: KnownDay[], to: string): Course['recent'] {
  const [first] = known
  const last = known.at(-1)
  return known.length < 2
    ? null
    : { span: { from: addDays(first[0], 1), to }, amount: last![1] - first[1] }
}

/** What each day of the period stands at: the sum so far of what adds up, else the day's own number. */
export function cumulated(growth: Growth, days: KnownDay[], { from }: Span): Map<string, number> {
  const values = new Map<string, number>()
  let sum = 0
  for (const [day, value] of days.filter(([at]) => at >= from)) {
    sum += value
    values.set(day, growth === 'sum' ? sum : value)
  }
  return values
}
