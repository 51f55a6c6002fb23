import { addDays } from './time_zones.js'

/** What is known of the sources behind a number. */
interface Completeness {
  /** As far as every source that is read on a schedule is complete; null where none is. */
  completeUntil: string | null
  streams: { until: string | null }[]
}

/**
 * The last day, up to `last`, of which every row is there: as complete as the least complete source. Of one that nobody reads on a schedule (files,
 * records that are sent) the last day of its rows can be under way, and the day before it is not. Null where nothing is known.
 */
export function completeDayOf({ completeUntil, streams }: Completeness, last: string) {
  const days = completeUntil
    ? [completeUntil]
    : streams.map(({ until }) => until && addDays(until, -1))
  const known = days.filter((day) => day !== null)
  return known.length < days.length || known.length === 0 ? null : [...known, last].sort()[0]
}
