import { answerQuestion, type Asking } from '#dashboards'
import type { MetricResult } from '#metrics'
import { addDays } from '#shared/time_zones'
import type { GoalProgress, SpreadRow } from '../types.js'
import { RECENT_DAYS, targetIn, wholeOf, type Goal } from './goal.js'
import { metricNamed } from './metric_named.js'
import { expectedAt, passedOn, projectedEnd, type Course, type Span } from './progress.js'
import { reallocationsIn } from './reallocations.js'

/** More rows would not be read by anybody. */
const MOST_ROWS = 50
/** The subject of rows that carry no value of the breakdown; the whole is the empty one. */
const WITHOUT_VALUE = '(none)'

type Spread = Pick<GoalProgress, 'spread' | 'reallocations'>
type Value = MetricResult['totals'][string]
const NONE: Spread = { spread: [], reallocations: [] }

/** How each value of the breakdown stands, and between which of them money is worth moving. */
export async function spreadOf(asking: Asking, goal: Goal, course: Course): Promise<Spread> {
  const { through, period } = course
  if (!goal.question.breakdowns?.length || through === null || course.growth !== 'sum') {
    return NONE
  }
  const span = course.recent?.span ?? { from: addDays(through, 1 - RECENT_DAYS), to: through }
  const sofar = await asked(asking, goal, { from: period.from, to: through })
  const lately = await asked(asking, goal, span)
  const spread = [...subjectsOf(goal, sofar)].map(([subject, label]) => {
    const recent = { span, amount: lately.get(subject)?.value ?? 0 }
    return rowOf({ goal, subject, label, recent, course, found: sofar.get(subject) })
  })
  spread.sort((one, other) => sizeOf(other) - sizeOf(one))
  return { spread, reallocations: await movesIn(asking, goal, spread) }
}

const sizeOf = ({ target, value }: SpreadRow) => target ?? value ?? 0

/** What has a target or a number, by its name of today. */
function subjectsOf({ targets }: Goal, sofar: Map<string, Found>): Map<string, string> {
  const given = targets.filter(({ subject }) => subject !== '')
  return new Map([
    ...given.map(({ subject, label }) => [subject, label] as const),
    ...[...sofar].map(([subject, { label }]) => [subject, label] as const),
  ])
}

async function movesIn({ tenant }: Asking, { aim, outcome }: Goal, rows: SpreadRow[]) {
  const metric = await metricNamed(tenant, outcome)
  return aim === 'at_most' ? reallocationsIn(rows, metric?.direction) : []
}

interface Found {
  label: string
  value: number | null
  outcome: number | null
}

async function asked(asking: Asking, goal: Goal, range: Span): Promise<Map<string, Found>> {
  const { outcome, question } = goal
  const whole = wholeOf(goal)
  const drawn = await answerQuestion(asking, {
    ...whole,
    metrics: [...whole.metrics, ...(outcome ? [outcome] : [])],
    breakdowns: question.breakdowns,
    ...{ range, grain: 'total', limit: MOST_ROWS },
  })
  const series = drawn.state === 'ready' || drawn.state === 'partial' ? drawn.value.series : []
  return new Map(
    series
      .filter(({ rest }) => rest === null)
      .map(({ keys, breakdown, totals }) => {
        const found = {
          label: Object.values(breakdown)[0] ?? 'No value',
          value: plain(totals[whole.metrics[0]]),
          outcome: outcome ? plain(totals[outcome]) : null,
        }
        return [Object.values(keys)[0] ?? WITHOUT_VALUE, found] as const
      })
  )
}

const plain = (value: Value) => (value.status === 'available' ? value.value : null)

interface Given {
  goal: Goal
  subject: string
  label: string
  recent: Course['recent']
  course: Course
  found: Found | undefined
}

function rowOf({ goal, subject, label, recent, course, found }: Given): SpreadRow {
  const target = targetIn(goal.targets, subject, course.period.from)
  const value = found ? found.value : 0
  const own: Course = { ...course, target: target ?? 0, value, recent }
  return {
    ...{ subject, label, target, value, outcome: found?.outcome ?? null },
    expected: target === null ? null : expectedAt(own, course.through!),
    projected: projectedEnd(own),
    spentOn: target === null || goal.aim === 'at_least' ? null : passedOn(own),
  }
}
