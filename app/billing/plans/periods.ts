import type { DateTime } from 'luxon'

export interface Period {
  start: DateTime
  end: DateTime
}

/**
 * The month that contains `now`, counted from an anchor: from the 31st, months without one end on their last day and
 * the next one is the 31st again.
 */
export function periodAt(anchor: DateTime, now: DateTime): Period {
  const start = anchor.toUTC()
  const guess = Math.floor(now.toUTC().diff(start, 'months').months)
  const index = start.plus({ months: guess }) > now ? guess - 1 : guess
  return { start: start.plus({ months: index }), end: start.plus({ months: index + 1 }) }
}

/** The month that begins where another one ended, by the same anchor. */
export function periodAfter(anchor: DateTime, end: DateTime): Period {
  return periodAt(anchor, end)
}
