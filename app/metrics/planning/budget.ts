import type { DayRange, Grain, WeekStart } from '../types.js'
import { bucketsOf, refuseWide } from './ranges.js'

/** Values that one answer may hold: about 20 MB of JSON, made in a second, while others are served in between. */
export const MAX_VALUES = 200_000

/**
 * Refuses an answer that would hold too much, with what it consists of: asked before anything is read, and again once
 * the series of each range are known.
 */
export function refuseBeyondBudget(
  { metrics, grain, weekStart }: { metrics: string[]; grain: Grain; weekStart?: WeekStart },
  ...[ranges, series]: [ranges: DayRange[], series: number[]]
) {
  const points = ranges.map((range) => bucketsOf(range, grain, weekStart).length)
  const perMetric = points.reduce((sum, count, place) => sum + count * series[place], 0)
  const values = metrics.length * perMetric
  if (values > MAX_VALUES) {
    const words = [
      count(metrics.length, 'metric'),
      count(series[0], 'row'),
      `${count(points[0], 'point')} in time`,
      ...(ranges.length > 1 ? ['a comparison'] : []),
    ]
    throw refuseWide(
      `This question asks for ${values.toLocaleString('en')} values (${words.join(', ')}); one answer holds at most ` +
        `${MAX_VALUES.toLocaleString('en')}.`
    )
  }
}

const count = (number: number, noun: string) =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
