import type { DateTime } from 'luxon'

export interface QuietHours {
  /** `HH:mm` in the organization's zone; both null where there are none. They may span midnight. */
  from: string | null
  to: string | null
}

/** When something may be told: now, or when the quiet hours end. Read in the organization's zone, so that a change of the clock moves them along. */
export function tellableAt(now: DateTime, timeZone: string, { from, to }: QuietHours): DateTime {
  const local = now.setZone(timeZone)
  if (from === null || to === null || !isWithin(local.toFormat('HH:mm'), from, to)) {
    return now
  }
  const [hour, minute] = to.split(':').map(Number)
  const end = local.set({ hour, minute, second: 0, millisecond: 0 })
  return end <= local ? end.plus({ days: 1 }) : end
}

/** From one time to another, over midnight where the second is earlier; never where they are the same. */
function isWithin(time: string, from: string, to: string): boolean {
  return from <= to ? time >= from && time < to : time >= from || time < to
}
