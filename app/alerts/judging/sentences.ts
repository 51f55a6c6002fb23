import { DateTime } from 'luxon'
import { periodAround } from '#shared/pacing'
import type { Breach, Every, MetricJudgement } from '../types.js'
import { amountFrom } from './judge.js'

export interface Wording {
  /** As a person reads the metric, such as "Spend". */
  metric: string
  /** Value of the breakdown; empty for the whole. */
  label: string
  unit: string
  currency: string | null
  every: Every
}

/** What happened, as a sentence with its numbers: "Spend of Search was €120 on 2026-11-12, above the limit of €100." Pages write the days as their reader does. */
export function sentenceOf(breach: Breach, rule: MetricJudgement, words: Wording) {
  const what = words.label ? `${words.metric} of ${words.label}` : words.metric
  if (rule.kind === 'no_data') {
    return `${what} has had no data for ${counted(rule.condition.afterDays, 'day')} up to ${breach.day}. Check whether its source still reports.`
  }
  const value = written(breach.value ?? 0, words)
  const expected = written(breach.expected ?? 0, words)
  if (rule.kind === 'budget' || rule.kind === 'goal') {
    const { period } = rule.condition
    const amount = amountFrom(rule.condition, periodAround(breach.day, period).from)
    return `${what} reached ${value} by ${breach.day}, ${breach.direction} the pace of ${expected} for the ${rule.kind} of ${written(amount, words)} this ${period}.`
  }
  const beside = besideOf(breach, rule, { every: words.every, expected })
  return `${what} was ${value} ${spanOf(breach.day, words.every)}, ${beside}.`
}

type Plain = Extract<MetricJudgement, { kind: 'threshold' | 'change' | 'anomaly' }>

function besideOf(breach: Breach, rule: Plain, said: { every: Every; expected: string }): string {
  switch (rule.kind) {
    case 'threshold':
      return `${breach.direction} the limit of ${said.expected}`
    case 'change':
      return `${percentBeside(breach)} than ${AGAINST[rule.condition.against](said.every)} (${said.expected})`
    case 'anomaly':
      return `${percentBeside(breach)} than expected for this day (${said.expected})`
  }
}

const AGAINST: Record<string, (every: Every) => string> = {
  previous: (every) => `the ${every} before`,
  week_before: (every) =>
    every === 'day' ? 'the same weekday a week before' : `the ${every} before`,
  year_before: (every) => `the same ${every} a year before`,
}

const counted = (count: number, one: string) => (count === 1 ? `1 ${one}` : `${count} ${one}s`)

function percentBeside({ value, expected }: Breach): string {
  const change = expected ? (((value ?? 0) - expected) / Math.abs(expected)) * 100 : 0
  return `${Math.abs(change).toFixed(0)} % ${change >= 0 ? 'higher' : 'lower'}`
}

const spanOf = (day: string, every: Every) =>
  every === 'day'
    ? `on ${day}`
    : every === 'week'
      ? `in the week of ${day}`
      : `in ${DateTime.fromISO(day, { zone: 'utc' }).setLocale('en').toFormat('LLLL yyyy')}`

function written(value: number, { unit, currency }: Wording): string {
  if (currency) {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).format(value)
  }
  const text = new Intl.NumberFormat('en', { maximumFractionDigits: unit === 'count' ? 0 : 2 })
  return unit === 'percent' ? `${text.format(value)} %` : text.format(value)
}
