export const PACES = ['linear', 'working_days', 'seasonal'] as const

/** `linear`: every day alike. `working_days`: Monday to Friday. `seasonal`: by weekdays and months of its own history. */
export type Pace = (typeof PACES)[number]

/** A year and its season before: what the seasonal pace is made of. */
export const HISTORY_DAYS = 730

/** How much of a period each day is expected to bring, in no unit: only their proportions count. */
export interface DayWeights {
  of(day: string): number
  /** A sentence where the asked pace could not be followed; null where it is. */
  note: string | null
}

/** Eight weeks: each weekday was there eight times. */
const LEAST_DAYS = 56
/** Each month was there once. */
const YEAR_DAYS = 365
/** Weekdays change their habits within years. */
const WEEKDAY_DAYS = 364

export type KnownDay = readonly [day: string, value: number]

const EVERY_DAY_ALIKE = () => 1

/** Weights by a pace; `history` are the known days before the period, oldest first, and is needed by `seasonal` only. */
export function dayWeights(pace: Pace, history: KnownDay[]): DayWeights {
  switch (pace) {
    case 'linear':
      return { of: EVERY_DAY_ALIKE, note: null }
    case 'working_days':
      return { of: (day) => ([0, 6].includes(weekdayOf(day)) ? 0 : 1), note: null }
    case 'seasonal':
      return seasonal(history)
  }
}

/** By its own weekdays and, with a year of history, months. */
function seasonal(history: KnownDay[]): DayWeights {
  const total = history.reduce((sum, [, value]) => sum + value, 0)
  if (history.length < LEAST_DAYS || total <= 0) {
    return {
      of: EVERY_DAY_ALIKE,
      note: `The seasonal pace needs ${LEAST_DAYS} days of history, and there are ${history.length}. Until then every day counts alike.`,
    }
  }
  const weekdays = factors(history.slice(-WEEKDAY_DAYS), weekdayOf)
  const months = history.length < YEAR_DAYS ? null : factors(history, monthOf)
  return {
    of: (day) =>
      (weekdays.get(weekdayOf(day)) ?? 1) * (months ? (months.get(monthOf(day)) ?? 1) : 1),
    note: null,
  }
}

const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
const monthOf = (day: string) => Number(day.slice(5, 7))

/** The mean of each group beside the mean of all groups; never below zero. */
function factors(history: KnownDay[], groupOf: (day: string) => number): Map<number, number> {
  const groups = new Map<number, number[]>()
  for (const [day, value] of history) {
    const group = groups.get(groupOf(day)) ?? []
    groups.set(groupOf(day), group)
    group.push(value)
  }
  const means = new Map([...groups].map(([key, values]) => [key, Math.max(0, mean(values))]))
  const whole = mean([...means.values()])
  return new Map([...means].map(([key, value]) => [key, whole === 0 ? 1 : value / whole]))
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
