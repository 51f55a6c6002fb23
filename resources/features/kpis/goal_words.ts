import type {
  Aim,
  GoalHead,
  GoalProgress,
  GoalStatus,
  GoalTarget,
  Pace,
  PacePeriod,
  SpreadRow,
} from '#kpis/types'
import type { MetricFilter } from '#metrics/types'
import type { Drawn } from '../../../app/shared/drawn_state.js'
import { dayText, daysText } from '~/ui/date_format'
import { formatNumber } from '~/ui/number_format'

export type { Aim, GoalHead, GoalProgress, GoalStatus, GoalTarget, Pace, PacePeriod, SpreadRow }

export type Goal = {
  id: string
  name: string
  metric: string
  breakdown: string | null
  filters: MetricFilter[]
  currency: string | null
  outcome: string | null
  aim: Aim
  period: PacePeriod
  pace: Pace
  owner: { id: string; name: string } | null
  startsOn: string
  endsOn: string | null
  targets: GoalTarget[]
  updatedAt: string
}

export type FollowedGoal = { goal: Goal; progress: Drawn<GoalProgress> }

type Tone = 'success' | 'warning' | 'error' | 'info' | 'neutral'
type Look = { label: string; icon: string; tone: Tone }

export const STATUS_LOOKS: Record<GoalStatus, Look> = {
  reached: { label: 'Reached', icon: 'i-lucide-circle-check', tone: 'success' },
  kept: { label: 'Within budget', icon: 'i-lucide-circle-check', tone: 'success' },
  on_track: { label: 'On track', icon: 'i-lucide-circle-check', tone: 'success' },
  behind: { label: 'Off track', icon: 'i-lucide-triangle-alert', tone: 'warning' },
  missed: { label: 'Missed', icon: 'i-lucide-circle-x', tone: 'error' },
  exceeded: { label: 'Over budget', icon: 'i-lucide-circle-x', tone: 'error' },
  will_exceed: { label: 'Will overspend', icon: 'i-lucide-triangle-alert', tone: 'warning' },
  underspent: { label: 'Will underspend', icon: 'i-lucide-triangle-alert', tone: 'warning' },
  waiting: { label: 'No complete day yet', icon: 'i-lucide-clock', tone: 'neutral' },
}

export const PERIODS: { value: PacePeriod; label: string }[] = [
  { value: 'month', label: 'Month' },
  { value: 'quarter', label: 'Quarter' },
  { value: 'year', label: 'Year' },
]
export const PACES: { value: Pace; label: string }[] = [
  { value: 'linear', label: 'Linear' },
  { value: 'working_days', label: 'Working days' },
  { value: 'seasonal', label: 'Seasonal (own history)' },
]
export const AIMS: { value: Aim; label: string }[] = [
  { value: 'at_least', label: 'Reach at least' },
  { value: 'at_most', label: 'Stay within (budget)' },
]

/** From here on cents are noise. */
const WHOLE_FROM = 100

/** Numbers of a goal as its unit writes them. */
export function amountFormat({ unit, currency }: Pick<GoalProgress, 'unit' | 'currency'>) {
  return (value: number) =>
    formatNumber(
      { value, unit, currency },
      { compact: true, ...(Math.abs(value) >= WHOLE_FROM && { decimals: 0 }) }
    )
}

export const periodText = ({ period, through }: GoalHead) =>
  `${daysText(period)}${through ? `, complete through ${dayText(through)}` : ''}`

/** What it takes from here, in a sentence; null where nothing is to be done. */
export function wayAhead(progress: GoalHead): string | null {
  const { aim, daysLeft, neededPerDay, recentPerDay, growth } = progress
  if (neededPerDay === null || growth === 'level') {
    return null
  }
  const format = amountFormat(progress)
  const days = `${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`
  const lately = recentPerDay === null ? '' : ` In the last 28 days: ${format(recentPerDay)} a day.`
  return aim === 'at_least'
    ? `${format(neededPerDay)} a day for ${days} reaches the target.${lately}`
    : `${format(neededPerDay)} a day is left for ${days}.${lately}`
}
