import { weightOf } from '#shared/pacing'
import { addDays } from '#shared/time_zones'
import type { DayWeights } from '#shared/day_weights'
import type { Aim, GoalPoint, GoalStatus, Growth, Progress } from '../types.js'

/** Less than this of a budget left at the end is no news. */
const UNSPENT = 0.9
/** More than this of a budget at the end is. */
const OVERSPENT = 1.02

export interface Span {
  from: string
  to: string
}

/** Everything that a pace is computed from. */
export interface Course {
  aim: Aim
  growth: Growth
  period: Span
  /** Last complete day within the period; null before the first one. */
  through: string | null
  target: number
  weights: DayWeights
  /** At the end of `through`. */
  value: number | null
  /** Of states: where the period began. */
  start: number
  /** The value, or the growth of a state, within the last days; null where it is not known. */
  recent: { span: Span; amount: number } | null
}

/** Where a goal stands and where it goes. */
export function progressOf(course: Course): Progress {
  const { value, target, period } = course
  const projected = projectedEnd(course)
  const daysLeft = countDays(course, daysAfter(course))
  return {
    status: statusOf(course, projected),
    value,
    target,
    percent: value === null || target === 0 ? null : (value / target) * 100,
    expected: course.through === null ? null : expectedAt(course, course.through),
    projected,
    daysLeft: course.through === period.to ? 0 : daysLeft,
    neededPerDay: neededPerDay(course, daysLeft),
    recentPerDay: recentPerDay(course),
  }
}

/** Where the pace stands at the end of a day; null for a level, which has none. */
export function expectedAt({ growth, period, target, start, weights }: Course, day: string) {
  if (growth === 'level') {
    return null
  }
  const whole = weightOf(weights, period)
  const share = whole === 0 ? 0 : weightOf(weights, { from: period.from, to: day }) / whole
  const base = growth === 'state' ? start : 0
  return base + share * (target - base)
}

/** Every day of the period with its value, its pace and where it goes. */
export function pointsOf(course: Course, values: ReadonlyMap<string, number>): GoalPoint[] {
  const { period, through, weights } = course
  const rate = rateOf(course)
  let ahead = course.value
  return daysOf(period).map((day) => {
    const expected = expectedAt(course, day)
    if (through !== null && day <= through) {
      return { day, value: values.get(day) ?? null, expected, projected: null }
    }
    ahead = ahead === null || rate === null ? null : ahead + rate * weights.of(day)
    return { day, value: null, expected, projected: ahead }
  })
}

/** A level stays as it is; everything else goes on as in the last days. */
export function projectedEnd(course: Course): number | null {
  const { growth, value, through, period } = course
  if (value === null || growth === 'level' || through === period.to) {
    return value
  }
  const rate = rateOf(course)
  return rate === null ? null : value + rate * weightOf(course.weights, daysAfter(course))
}

/** The first day to come at whose end the target is passed, at the pace of the last days; null where it is passed already. */
export function passedOn(course: Course): string | null {
  const rate = rateOf(course)
  let value = course.value
  if (value === null || rate === null || value > course.target) {
    return null
  }
  for (const day of daysOf(daysAfter(course))) {
    value += rate * course.weights.of(day)
    if (value > course.target) {
      return day
    }
  }
  return null
}

/** What one unit of weight brings. */
function rateOf({ recent, weights }: Course): number | null {
  const weight = recent ? weightOf(weights, recent.span) : 0
  return recent && weight > 0 ? recent.amount / weight : null
}

function statusOf(course: Course, projected: number | null): GoalStatus {
  const { value, aim, through, period, growth } = course
  if (value === null || through === null) {
    return 'waiting'
  }
  const standing = { ...course, value, through, projected }
  if (through === period.to) {
    return ENDED[aim](standing)
  }
  return growth === 'level' ? levelStatus(standing) : UNDER_WAY[aim](standing)
}

interface Standing extends Course {
  value: number
  through: string
  projected: number | null
}

type Judge = (standing: Standing) => GoalStatus

const ENDED: Record<Aim, Judge> = {
  at_least: ({ value, target }) => (value >= target ? 'reached' : 'missed'),
  at_most: ({ value, target }) => (value <= target ? 'kept' : 'exceeded'),
}

const levelStatus: Judge = ({ aim, value, target }) => {
  const isMet = aim === 'at_least' ? value >= target : value <= target
  return isMet ? 'on_track' : 'behind'
}

const UNDER_WAY: Record<Aim, Judge> = {
  at_least: (standing) => {
    const { value, target, projected, through } = standing
    if (value >= target) {
      return 'reached'
    }
    const isOnPace =
      projected === null ? value >= expectedAt(standing, through)! : projected >= target
    return isOnPace ? 'on_track' : 'behind'
  },
  at_most: ({ value, target, projected, growth }) => {
    if (value > target) {
      return 'exceeded'
    }
    if (projected === null) {
      return 'on_track'
    }
    if (projected > target * OVERSPENT) {
      return 'will_exceed'
    }
    return growth === 'sum' && projected < target * UNSPENT ? 'underspent' : 'on_track'
  },
}

function neededPerDay({ growth, value, target }: Course, daysLeft: number): number | null {
  const isDone = value === null || daysLeft === 0 || growth === 'level' || value >= target
  return isDone ? null : (target - value) / daysLeft
}

function recentPerDay(course: Course): number | null {
  const { recent } = course
  const days = recent ? countDays(course, recent.span) : 0
  return recent && days > 0 ? recent.amount / days : null
}

/** Days on which something is expected at all: without weekends where only working days count. */
const countDays = ({ weights }: Course, span: Span) =>
  daysOf(span).filter((day) => weights.of(day) > 0).length

const daysAfter = ({ period, through }: Course): Span => ({
  from: through === null ? period.from : addDays(through, 1),
  to: period.to,
})

export function daysOf({ from, to }: Span): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push(day)
  }
  return days
}
