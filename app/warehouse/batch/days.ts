import { ProgrammingError } from '#foundation'

const DAY_MS = 86_400_000
const POSTGRES_EPOCH_DAY = Date.UTC(2000, 0, 1) / DAY_MS
const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/

/** Reads days of one page, which repeat. */
export function dayReader(): (day: string) => number {
  const known = new Map<string, number>()
  return (day) => {
    const found = known.get(day)
    if (found !== undefined) {
      return found
    }
    const number = dayNumber(day)
    known.set(day, number)
    return number
  }
}

/** Days since 2000-01-01, as PostgreSQL counts them. */
export function dayNumber(day: string): number {
  const at = DAY_FORM.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) {
    throw new ProgrammingError(`'${day}' is not a day of the calendar (YYYY-MM-DD).`)
  }
  return at / DAY_MS - POSTGRES_EPOCH_DAY
}
