import { answerQuestion, type Asking } from '#dashboards'
import type { Metric, MetricQuery, MetricResult } from '#metrics'
import { completeDayOf } from '#shared/complete_day'
import { dayWeights, HISTORY_DAYS, type KnownDay } from '#shared/day_weights'
import type { Drawn } from '#shared/drawn_state'
import { addDays } from '#shared/time_zones'
import type { GoalProgress } from '../types.js'
import { periodOf, RECENT_DAYS, targetIn, wholeOf, type Goal } from './goal.js'
import { cumulated, growthOf, lastBefore, recentOf } from './growth.js'
import { metricNamed } from './metric_named.js'
import { pastPeriods } from './past_periods.js'
import { pointsOf, progressOf, type Course, type Span } from './progress.js'
import { spreadOf } from './spread.js'

export interface Tracking {
  /** A day of the period that is looked at; today where left out. */
  on?: string
  /** Without the rows of the breakdown and the periods before, for lists. */
  isBrief?: boolean
}

/** How a goal stands, asked of the engine alone. */
export async function trackGoal(
  asking: Asking,
  goal: Goal,
  { on, isBrief = false }: Tracking = {}
): Promise<Drawn<GoalProgress>> {
  const today = asking.now.setZone(asking.organization.timeZone).toISODate()!
  const period = periodOf(goal, on ?? today)
  const until = [addDays(today, -1), period.to].sort()[0]
  const drawn = await answerQuestion(asking, historyOf(goal, period, until))
  if (drawn.state === 'failed' || (drawn.state === 'empty' && drawn.isUnconnected)) {
    return drawn
  }
  const metric = await metricNamed(asking.tenant, goal.question.metrics[0])
  const history = 'value' in drawn ? drawn.value : null
  return tracked(asking, { goal, period, until, metric, history, isBrief })
}

/** The days of the period so far, and those before it that its pace is made of. */
function historyOf(goal: Goal, period: Span, until: string): MetricQuery {
  const from = addDays(period.from, goal.pace === 'seasonal' ? -HISTORY_DAYS : -RECENT_DAYS)
  return { ...wholeOf(goal), range: { from, to: [from, until].sort()[1] }, grain: 'day' }
}

interface Tracked {
  goal: Goal
  period: Span
  /** Yesterday, or the end of the period. */
  until: string
  metric: Metric | undefined
  /** By day, from before the period; null where nothing is known. */
  history: MetricResult | null
  isBrief: boolean
}

async function tracked(asking: Asking, given: Tracked): Promise<Drawn<GoalProgress>> {
  const { goal, period, metric } = given
  const days = knownDays(given)
  const through = throughOf(given)
  const total =
    through === null ? NOTHING : await totalOf(asking, goal, { from: period.from, to: through })
  const course = courseOf(given, { days, through, total: total.value })
  const value: GoalProgress = {
    ...progressOf(course),
    ...{ aim: goal.aim, period, through, growth: course.growth, unit: metric?.unit ?? 'number' },
    currency: goal.question.currency ?? null,
    notes: [...(course.weights.note ? [course.weights.note] : []), ...total.missing],
    points: pointsOf(course, cumulated(course.growth, days, period)),
    ...(given.isBrief ? BRIEF : await besides(asking, goal, course)),
  }
  return { state: 'ready', value }
}

const NOTHING = { value: null, missing: [] }
const BRIEF = { spread: [], reallocations: [], past: [] }

const besides = async (asking: Asking, goal: Goal, course: Course) => ({
  ...(await spreadOf(asking, goal, course)),
  past: await pastPeriods(asking, goal, course.period),
})

interface Known {
  days: KnownDay[]
  through: string | null
  total: number | null
}

function courseOf({ goal, period, metric }: Tracked, { days, through, total }: Known): Course {
  const growth = growthOf(metric)
  const before = days.filter(([day]) => day < period.from)
  const last = through === null ? null : lastBefore(days, addDays(through, 1))
  return {
    ...{ aim: goal.aim, growth, period, through },
    weights: dayWeights(goal.pace, before),
    target: targetIn(goal.targets, '', period.from) ?? 0,
    value: growth === 'state' ? last : total,
    start: lastBefore(days, period.from) ?? 0,
    recent: recentOf(growth, days, through),
  }
}

/** Last complete day within the period. */
function throughOf({ goal, period, until, history }: Tracked): string | null {
  const provenance = history?.provenance[goal.question.metrics[0]]
  const complete = provenance ? completeDayOf(provenance, until) : null
  return complete !== null && complete >= period.from ? complete : null
}

function knownDays({ goal, history }: Tracked): KnownDay[] {
  const [metric] = goal.question.metrics
  return (history?.series[0]?.points ?? []).flatMap(({ at, values }) => {
    const value = values[metric]
    return value.status === 'available' ? [[at, value.value] as const] : []
  })
}

/** The number of the period so far, as every other screen would show it. */
async function totalOf(asking: Asking, goal: Goal, range: Span) {
  const question: MetricQuery = { ...wholeOf(goal), range, grain: 'total' }
  const drawn = await answerQuestion(asking, question)
  if (drawn.state !== 'ready' && drawn.state !== 'partial') {
    return { value: null, missing: [drawn.message] }
  }
  const total = drawn.value.totals[goal.question.metrics[0]]
  return {
    value: total.status === 'available' ? total.value : null,
    missing: [
      ...(drawn.state === 'partial' ? drawn.missing : []),
      ...(total.status === 'unavailable' ? [total.message] : []),
    ],
  }
}
