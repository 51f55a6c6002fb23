import type { ClientQuestion } from '#agencies/types'

export type DelegatedRole = 'admin' | 'manager' | 'analyst' | 'viewer'

export const DELEGATED_ROLES: DelegatedRole[] = ['admin', 'manager', 'analyst', 'viewer']

export const DURATIONS = [
  { value: '', label: 'No end' },
  { value: '1', label: '1 hour' },
  { value: '4', label: '4 hours' },
  { value: '24', label: '1 day' },
  { value: '168', label: '7 days' },
  { value: '720', label: '30 days' },
]

/** What a form sends for a chosen duration. */
export const hoursOf = (chosen: string) => (chosen === '' ? null : Number(chosen))

export function durationText(hours: number | null): string {
  if (hours === null) {
    return 'without an end'
  }
  const [count, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return `for ${count} ${unit}${count === 1 ? '' : 's'}`
}

export const RANGES: { value: ClientQuestion['range']; label: string }[] = [
  { value: 'last_7_days', label: 'Last 7 days' },
  { value: 'last_28_days', label: 'Last 28 days' },
  { value: 'last_90_days', label: 'Last 90 days' },
  { value: 'this_month', label: 'This month' },
  { value: 'last_month', label: 'Last month' },
]

export const COMPARISONS: { value: ClientQuestion['comparison']; label: string }[] = [
  { value: 'previous_period', label: 'vs. previous period' },
  { value: 'previous_year', label: 'vs. previous year' },
]

export const ORDERS = [
  { value: 'attention', label: 'Needs attention first' },
  { value: 'fallen', label: 'Largest decrease first' },
  { value: 'risen', label: 'Largest increase first' },
  { value: 'highest', label: 'Highest first' },
  { value: 'lowest', label: 'Lowest first' },
  { value: 'name', label: 'By name' },
]
