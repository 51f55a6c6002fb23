import type { DateTime } from 'luxon'
import { answerQuestion, type Asking } from '#dashboards'
import type { MetricResult } from '#metrics'
import { completeDayOf } from '#shared/complete_day'
import { endOfPeriod, startOfPeriod } from '#shared/periods'
import type { Every, MetricJudgement, RuleQuestion, Watch } from '../types.js'
import type { JudgedSeries } from '../judging/judge.js'

/** A rule with a breakdown watches its largest values: more would not be read by anybody. */
export const MOST_SUBJECTS = 50

/** What one incident can be about: the whole, or one value of the breakdown. */
export interface Subject {
  /** Stable identity of the value; empty for the whole. */
  key: string
  /** As a person reads it; empty for the whole. */
  label: string
  series: JudgedSeries
}

export interface Asked {
  subjects: Subject[]
  /** Last day that every source is known to have reported completely; null where none is. */
  completeUntil: string | null
  /** Connections behind the number. */
  sources: string[]
  unit: string
  currency: string | null
}

type MetricSeries = MetricResult['series'][number]
type MetricValue = MetricResult['totals'][string]

export type Answered = { state: 'answered'; asked: Asked } | { state: 'unanswered'; reason: string }

export type AskedRule = MetricJudgement & { question: RuleQuestion; watch: Watch }

export interface Days {
  from: string
  to: string
}

/** Asks the engine what a rule watches, from one day to another, whole days of the organization only. */
export async function askSeries(asking: Asking, rule: AskedRule, days: Days): Promise<Answered> {
  const yesterday = lastWholeDay(asking.now, asking.organization.timeZone)
  const { every } = rule.watch
  const range = {
    from: startOfPeriod(days.from, every),
    to: days.to < yesterday ? days.to : yesterday,
  }
  const drawn = await answerQuestion(asking, {
    ...rule.question,
    currency: rule.question.currency ?? asking.organization.currency,
    range,
    grain: every,
    limit: MOST_SUBJECTS,
  })
  return drawn.state === 'ready' || drawn.state === 'partial'
    ? { state: 'answered', asked: askedOf(drawn.value, rule.question.metrics[0], every) }
    : { state: 'unanswered', reason: drawn.message }
}

/** Yesterday in the organization's zone. */
export const lastWholeDay = (now: DateTime, timeZone: string) =>
  now.setZone(timeZone).minus({ days: 1 }).toISODate()!

function askedOf(result: MetricResult, metric: string, every: Every): Asked {
  const provenance = result.provenance[metric]
  const completeUntil = completeDayOf(provenance, result.range.to)
  const available = firstAvailable(result, metric)
  const isCount = provenance.formula === metric && available?.unit === 'count'
  return {
    subjects: result.series.map((series) => ({
      key: Object.values(series.keys).join(' · '),
      label: Object.values(series.breakdown)
        .map((value) => value ?? 'No value')
        .join(' · '),
      series: { every, isCount, values: valuesOf(series, { metric, every, completeUntil }) },
    })),
    completeUntil,
    sources: [...new Set(provenance.streams.map(({ connectionId }) => connectionId))].sort(),
    unit: available?.unit ?? 'number',
    currency: available?.currency ?? null,
  }
}

function firstAvailable({ totals, series }: MetricResult, metric: string) {
  const values = [totals[metric], ...series.map((one) => one.totals[metric])]
  return values.find((value) => value.status === 'available') as
    Extract<MetricValue, { status: 'available' }> | undefined
}

interface Reading {
  metric: string
  every: Every
  completeUntil: string | null
}

/** Days, weeks and months that are complete; what is under way is not there. */
function valuesOf({ points }: MetricSeries, { metric, every, completeUntil }: Reading) {
  const values = new Map<string, number>()
  for (const { at, values: found } of points) {
    const value = found[metric]
    if (completeUntil && endOfPeriod(at, every) <= completeUntil && value.status === 'available') {
      values.set(at, value.value)
    }
  }
  return values
}
