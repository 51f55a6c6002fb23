const QUARTER_HOUR_MS = 900_000
const MOST_OFFSETS = 50_000

const formatters = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

/** Offsets change at quarter hours at most, so each quarter hour of a zone is asked for once. */
export function dayInZone(at: number, timeZone: string): string {
  const quarter = Math.floor(at / QUARTER_HOUR_MS)
  const key = `${timeZone}|${quarter}`
  let offset = offsets.get(key)
  if (offset === undefined) {
    offset = offsetMs(quarter * QUARTER_HOUR_MS, timeZone)
    if (offsets.size >= MOST_OFFSETS) {
      offsets.clear()
    }
    offsets.set(key, offset)
  }
  return new Date(at + offset).toISOString().slice(0, 10)
}

/** The instant, in milliseconds, at which a day starts in a zone. */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  const first = utc - offsetMs(utc, timeZone)
  return utc - offsetMs(first, timeZone)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export function isTimeZone(timeZone: string): boolean {
  try {
    formatterOf(timeZone)
    return true
  } catch {
    return false
  }
}

function offsetMs(at: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)])
  )
  const { year, month, day, hour, minute, second } = parts
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  return local - Math.floor(at / 1_000) * 1_000
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formatters.set(timeZone, formatter)
  }
  return formatter
}
