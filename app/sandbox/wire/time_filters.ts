import { DateTime } from 'luxon'
import type { Filter } from './scope.js'

/** A day (`YYYY-MM-DD`) or seconds since 1970, as a moment; a day begins at midnight in the zone. */
function momentOf(value: unknown, zone: string): DateTime {
  return typeof value === 'string'
    ? DateTime.fromISO(value, { zone })
    : DateTime.fromSeconds(Number(value), { zone })
}

/** The zone of an argument; a word that begins with a dot is a field of the scope: `.timeZone`. */
function zoneOf(argument: string, scope: Record<string, unknown>): string {
  return (argument.startsWith('.') ? String(scope[argument.slice(1)]) : argument) || 'utc'
}

const written =
  (write: (moment: DateTime) => unknown): Filter =>
  (value, argument, scope) =>
    write(momentOf(value, zoneOf(argument, scope)))

/** Times of the sample business are seconds since 1970, days are `YYYY-MM-DD`. The argument is a zone; UTC unless told. */
export const TIME_FILTERS: Record<string, Filter> = {
  /** 2026-01-31T12:00:00Z, or with the offset of the zone that is given. */
  iso: (value, argument, scope) => {
    const moment = momentOf(value, zoneOf(argument, scope))
    return moment.toISO({ suppressMilliseconds: true })
  },
  /** 2026-01-31T12:00:00.000Z */
  isoMs: written((moment) => moment.toISO()),
  /** 2026-01-31T12:00:00+00:00 */
  isoOffset: written((moment) => moment.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ")),
  /** 2026-01-31T12:00:00+0000 */
  isoCompact: written((moment) => moment.toFormat("yyyy-MM-dd'T'HH:mm:ssZZZ")),
  /** 2026-01-31T12:00:00, without a zone. */
  local: written((moment) => moment.toFormat("yyyy-MM-dd'T'HH:mm:ss")),
  /** 2026-01-31 12:00:00 */
  dateTime: written((moment) => moment.toFormat('yyyy-MM-dd HH:mm:ss')),
  date: written((moment) => moment.toISODate()),
  yyyymmdd: written((moment) => moment.toFormat('yyyyMMdd')),
  unix: written((moment) => moment.toUnixInteger()),
  ms: written((moment) => moment.toMillis()),
  hour: written((moment) => moment.hour),
  year: written((moment) => moment.year),
  month: written((moment) => moment.month),
  dayOfMonth: written((moment) => moment.day),
  /** Luxon's own tokens, in UTC: `format:dd/MM/yyyy`. */
  format: (value, tokens) => momentOf(value, 'utc').toFormat(tokens),
  /** Whether it is over now: `{{payoutDay|past}}`. */
  past: (value, zone, scope) =>
    momentOf(value, zoneOf(zone, scope)).toSeconds() <= Number(scope.now),
  addSeconds: (value, seconds) => Number(value) + Number(seconds),
  addDays: (value, days) =>
    typeof value === 'string'
      ? momentOf(value, 'utc')
          .plus({ days: Number(days) })
          .toISODate()
      : Number(value) + Number(days) * 86_400,
}
