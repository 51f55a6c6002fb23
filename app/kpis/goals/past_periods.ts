import { answerQuestion, type Asking } from '#dashboards'
import type { MetricResult } from '#metrics'
import { addDays } from '#shared/time_zones'
import { periodAround } from '#shared/pacing'
import type { PastPeriod } from '../types.js'
import { targetIn, wholeOf, type Goal } from './goal.js'
import type { Span } from './progress.js'

const MOST = 6

/** How the periods before one ended, newest first; none from before the goal began. */
export async function pastPeriods(asking: Asking, goal: Goal, before: Span): Promise<PastPeriod[]> {
  const spans = spansBefore(goal, before)
  const first = spans.at(-1)
  if (!first) {
    return []
  }
  const drawn = await answerQuestion(asking, {
    ...wholeOf(goal),
    range: { from: first.from, to: spans[0].to },
    grain: goal.period,
  })
  const values =
    drawn.state === 'ready' || drawn.state === 'partial' ? valuesOf(drawn.value, goal) : new Map()
  return spans.map(({ from }) => judged(goal, from, values.get(from) ?? null))
}

function spansBefore({ period, startsOn }: Goal, { from }: Span): Span[] {
  const spans: Span[] = []
  let span = periodAround(addDays(from, -1), period)
  while (spans.length < MOST && span.to >= startsOn) {
    spans.push(span)
    span = periodAround(addDays(span.from, -1), period)
  }
  return spans
}

function valuesOf({ series }: MetricResult, goal: Goal): Map<string, number> {
  const [metric] = goal.question.metrics
  return new Map(
    (series[0]?.points ?? []).flatMap(({ at, values }) => {
      const value = values[metric]
      return value.status === 'available' ? [[at, value.value] as const] : []
    })
  )
}

function judged({ aim, targets }: Goal, from: string, value: number | null): PastPeriod {
  const target = targetIn(targets, '', from) ?? 0
  const isReached = value === null ? null : aim === 'at_least' ? value >= target : value <= target
  return { from, target, value, isReached }
}
