import type { AdReportRow } from '#kit'
import { shift } from './conditions.js'
import type { Totals } from './fields.js'

const WEEKDAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY']

const DATE_SEGMENTS: Record<string, (day: string) => string | number> = {
  date: (day) => day,
  // Weeks begin on Monday; a period is named by its first day.
  week: (day) => shift(day, -((weekday(day) + 6) % 7)),
  month: (day) => `${day.slice(0, 7)}-01`,
  quarter: (day) =>
    `${day.slice(0, 4)}-${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`,
  year: (day) => Number(day.slice(0, 4)),
  day_of_week: (day) => WEEKDAYS[weekday(day)],
}

const DEVICES: [name: string, upTo: number][] = [
  ['MOBILE', 0.62],
  ['DESKTOP', 1],
]

export interface Segmented {
  segments: Record<string, string>
  totals: Totals
}

/** The row cut up by the wanted segments. Whole numbers stay whole, and the parts add up to the row. */
export function segment(row: AdReportRow, wanted: string[]): Segmented[] {
  const dates = Object.fromEntries(
    wanted
      .filter((name) => name in DATE_SEGMENTS)
      .map((name) => [name, DATE_SEGMENTS[name](row.day) as string])
  )
  if (wanted.includes('ad_network_type')) {
    dates.ad_network_type = 'SEARCH'
  }
  if (!wanted.includes('device')) {
    return [{ segments: dates, totals: row }]
  }
  return DEVICES.map(([device, upTo], index) => ({
    segments: { ...dates, device },
    totals: part(row, index === 0 ? 0 : DEVICES[index - 1][1], upTo),
  })).filter(({ totals }) => totals.impressions + totals.clicks + totals.costMicros > 0)
}

function part(row: Totals, from: number, upTo: number): Totals {
  const cut = (total: number, unit: number) =>
    (Math.round((total / unit) * upTo) - Math.round((total / unit) * from)) * unit
  return {
    impressions: cut(row.impressions, 1),
    clicks: cut(row.clicks, 1),
    costMicros: cut(row.costMicros, 10_000),
    conversions: cut(row.conversions, 1),
    conversionValueMicros: cut(row.conversionValueMicros, 10_000),
  }
}

export function dateSegment(field: string, day: string): string | number | undefined {
  return DATE_SEGMENTS[field.replace('segments.', '')]?.(day)
}

const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
