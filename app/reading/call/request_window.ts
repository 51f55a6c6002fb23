import { addDays, startOfDay } from '#shared/time_zones'
import type { RequestWindow } from './calls.js'

/** A window of whole days of a zone, in every notation. */
export function requestWindow(from: string, to: string, timeZone: string): RequestWindow {
  const start = startOfDay(from, timeZone)
  const end = startOfDay(addDays(to, 1), timeZone)
  return {
    from,
    to,
    fromUnix: start / 1_000,
    toUnix: end / 1_000,
    fromIso: new Date(start).toISOString(),
    toIso: new Date(end).toISOString(),
  }
}
