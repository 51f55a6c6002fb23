import type { Asking } from '#dashboards'
import { endOfPeriod } from '#shared/periods'
import { addDays } from '#shared/time_zones'
import { askSeries, lastWholeDay, type Asked, type AskedRule } from '../asking/ask_series.js'
import { eachPeriod, latestComplete } from '../asking/days_to_judge.js'
import { CALM_DAYS } from '../incidents/settle_incidents.js'
import { episodesOf } from '../judging/episodes.js'
import { judge } from '../judging/judge.js'
import { firstNeeded } from '../judging/lookback.js'
import { looserThan } from '../judging/looser.js'
import { metricName } from '../judging/metric_name.js'
import { sentenceOf } from '../judging/sentences.js'
import { withGoal } from '../rules/with_goal.js'
import type { Breach, MetricJudgement, PaceCondition, Point } from '../types.js'

/** A year: every season is in it once. */
const HISTORY_DAYS = 365
const DAYS_A_MONTH = HISTORY_DAYS / 12
const MOST_SHOWN = 25

/** One incident that there would have been. */
export interface PreviewedIncident {
  label: string
  first: string
  last: string
  days: number
  message: string
}

export interface Preview {
  state: 'previewed'
  /** The judged history. */
  from: string
  to: string
  judgedDays: number
  count: number
  incidents: PreviewedIncident[]
  aMonth: number
  isWithinBudget: boolean
  /** A condition that would have stayed within the budget; null where none was found or none is needed. */
  suggestion: { condition: MetricJudgement['condition']; count: number } | null
  /** Of the whole, or of the largest value of the breakdown, for a picture. */
  points: Point[]
  unit: string
  currency: string | null
}

export type Previewed = Preview | { state: 'unanswered'; message: string }

export type PreviewedRule = AskedRule & { falseAlarmsAMonth: number }

/** How often a rule would have fired within the last year, before it is saved: judged by the functions that judge every day. */
export async function previewRule(
  asking: Asking,
  given: PreviewedRule,
  historyDays = HISTORY_DAYS
): Promise<Previewed> {
  const rule = await withGoal(asking.tenant, given)
  const yesterday = lastWholeDay(asking.now, asking.organization.timeZone)
  const from = addDays(yesterday, 1 - historyDays)
  const answered = await askSeries(asking, rule, { from: firstNeeded(from, rule), to: yesterday })
  if (answered.state === 'unanswered') {
    return { state: 'unanswered', message: answered.reason }
  }
  const { asked } = answered
  if (asked.completeUntil === null) {
    return {
      state: 'unanswered',
      message:
        'It is not known up to which day the data is complete, so no day can be judged yet. Wait for the first sync to finish.',
    }
  }
  const days = eachPeriod(
    from,
    latestComplete(asked.completeUntil, rule.watch.every),
    rule.watch.every
  )
  return previewed(rule, { asked, days, metric: await metricName(asking, rule.question) })
}

interface History {
  asked: Asked
  days: string[]
  metric: string
}

function previewed(rule: PreviewedRule, history: History): Preview {
  const { asked, days } = history
  const { firings, judgedDays, worst } = replay(rule, history)
  const months = Math.max(days.length > 0 ? judgedSpan(days, rule) / DAYS_A_MONTH : 1, 1)
  const allowed = Math.ceil(rule.falseAlarmsAMonth * months)
  const isWithinBudget = firings.length <= allowed
  const [first] = asked.subjects
  const { unit, currency } = asked
  return {
    state: 'previewed',
    ...{ from: days[0], to: days.at(-1)!, judgedDays, count: firings.length },
    incidents: firings.slice(-MOST_SHOWN).reverse(),
    aMonth: Number((firings.length / months).toFixed(1)),
    isWithinBudget,
    suggestion: isWithinBudget ? null : suggestionFor(rule, history, { allowed, worst }),
    points: days.map((day) => ({ day, value: first?.series.values.get(day) ?? null })),
    ...{ unit, currency },
  }
}

/** What a goal says is no part of a rule that is saved. */
function withoutTargets(condition: MetricJudgement['condition']) {
  const { targets, ...own } = condition as PaceCondition
  return own as MetricJudgement['condition']
}

const judgedSpan = (days: string[], { watch }: PreviewedRule) =>
  (Date.parse(endOfPeriod(days.at(-1)!, watch.every)) - Date.parse(days[0])) / 86_400_000 + 1

interface Replayed {
  firings: PreviewedIncident[]
  judgedDays: number
  /** The value farthest beyond what was expected. */
  worst: number | null
}

/** Every incident of the history, oldest first. */
function replay(rule: PreviewedRule, { asked, days, metric }: History): Replayed {
  const judgedOn = new Set<string>()
  const farthest: { value: number; distance: number }[] = []
  const firings = asked.subjects.flatMap(({ label, series }) => {
    const breaches = days.flatMap((day): Breach[] => {
      const found = judge(day, rule, series)
      if (found !== 'unknown') {
        judgedOn.add(day)
      }
      return typeof found === 'string' ? [] : [found]
    })
    breaches.forEach(({ value, expected }) =>
      farthest.push({ value: value ?? 0, distance: Math.abs((value ?? 0) - (expected ?? 0)) })
    )
    const words = { metric, label, unit: asked.unit, currency: asked.currency }
    return episodesOf(breaches, calmDaysOf(rule)).map(({ first, last, breaches: own }) => ({
      ...{ label, first, last, days: own.length },
      message: sentenceOf(own[0], rule, { ...words, every: rule.watch.every }),
    }))
  })
  firings.sort((one, other) => (one.first < other.first ? -1 : 1))
  const worst = farthest.sort((one, other) => other.distance - one.distance)[0]?.value ?? null
  return { firings, judgedDays: judgedOn.size, worst }
}

/** Of weeks and months, the next one is one after the last one was calm. */
const calmDaysOf = ({ watch }: PreviewedRule) =>
  ({ day: CALM_DAYS, week: 7 + CALM_DAYS, month: 31 + CALM_DAYS })[watch.every]

function suggestionFor(
  rule: PreviewedRule,
  history: History,
  { allowed, worst }: { allowed: number; worst: number | null }
): Preview['suggestion'] {
  for (const looser of looserThan(rule, worst)) {
    const { firings } = replay({ ...rule, ...looser } as PreviewedRule, history)
    if (firings.length <= allowed) {
      return { condition: withoutTargets(looser.condition), count: firings.length }
    }
  }
  return null
}
