/** Seconds of the year 5138, milliseconds of 1973: what is larger counts milliseconds. */
const MOST_SECONDS = 100_000_000_000

/** Milliseconds since 1970 of a time in seconds or milliseconds, as a number or in digits, or in ISO 8601; else null. */
export function momentOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value
  if (typeof number === 'number') {
    return number < MOST_SECONDS ? number * 1_000 : number
  }
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
}

/** A number that grows with the state of a record: as given, or the moment that a text names. */
export function versionOf(value: unknown): number | null {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : null
  }
  if (typeof value !== 'string') {
    return null
  }
  const number = Number(value)
  return value.trim() !== '' && Number.isFinite(number) ? number : momentOf(value)
}
