import type { DateTime, WeekdayNumbers } from 'luxon'

/** When a report is sent, in the zone of those who read it. */
export interface CalendarRule {
  every: 'day' | 'weekday' | 'week' | 'month'
  /** Of a week: 1 is Monday. */
  weekday?: number
  /** Of a month; one that a month does not have is its last day. */
  dayOfMonth?: number
  /** `HH:MM`. */
  at: string
}

const FRIDAY = 5
/** A day of a month is met within two months, so nothing is searched for longer. */
const MOST_DAYS = 63

/**
 * The first moment after another one that a rule names. An hour that the zone leaves out in spring is sent at the hour after it, one that
 * comes twice in autumn at the first of both.
 */
export function nextSlot(rule: CalendarRule, timeZone: string, after: DateTime): DateTime {
  const today = after.setZone(timeZone).startOf('day')
  for (let ahead = 0; ahead <= MOST_DAYS; ahead++) {
    const day = today.plus({ days: ahead })
    const slot = slotOn(day, rule)
    if (isNamed(day, rule) && slot > after) {
      return slot.toUTC()
    }
  }
  throw new RangeError(`No day of the next ${MOST_DAYS} is named by ${JSON.stringify(rule)}.`)
}

function isNamed(day: DateTime, { every, weekday, dayOfMonth = 1 }: CalendarRule): boolean {
  switch (every) {
    case 'day':
      return true
    case 'weekday':
      return day.weekday <= FRIDAY
    case 'week':
      return day.weekday === (weekday as WeekdayNumbers)
    case 'month':
      return day.day === Math.min(dayOfMonth, day.daysInMonth!)
  }
}

/** In local time: counting hours from midnight would miss it on the days on which clocks change. */
function slotOn(day: DateTime, { at }: CalendarRule): DateTime {
  const [hour, minute] = at.split(':').map(Number)
  return firstOfBoth(day.set({ hour, minute }))
}

function firstOfBoth(moment: DateTime): DateTime {
  const [first] = moment.getPossibleOffsets().sort((one, other) => Number(one) - Number(other))
  return first ?? moment
}
