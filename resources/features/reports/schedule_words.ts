import type { CalendarRule } from './report.js'

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
].map((label, place) => ({ label, value: place + 1 }))

export function ruleText({ every, weekday = 1, dayOfMonth = 1, at }: CalendarRule): string {
  const days = {
    day: 'Every day',
    weekday: 'Monday to Friday',
    week: `Every ${WEEKDAYS[weekday - 1].label}`,
    month: dayOfMonth === 31 ? 'On the last day of a month' : `On day ${dayOfMonth} of a month`,
  }
  return `${days[every]} at ${at}`
}
