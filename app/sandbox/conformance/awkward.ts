/** Values that real vendors have sent where something else was promised. */
export const AWKWARD: unknown[] = [
  'NaN',
  Number.MAX_VALUE,
  -1,
  '',
  'twelve',
  [],
  {},
  { unexpected: true },
  null,
  true,
  '\u0000',
  '𝕳'.repeat(2_000),
]

/** The end of the year 9999, in every notation of time. */
export const FAR_AWAY: unknown[] = [
  '9999-12-31',
  '9999-12-31T23:59:59Z',
  253_402_300_799,
  253_402_300_799_000,
]

export type Path = (string | number)[]

type Fields = Record<string | number, unknown>

/** Every place in a record that holds a plain value. */
export function leavesOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) {
    return [at]
  }
  return Object.entries(value).flatMap(([name, each]) => leavesOf(each, [...at, name]))
}

/** A copy with another value at one place. */
export function withValue<Whole>(whole: Whole, path: Path, value: unknown): Whole {
  const copy = structuredClone(whole)
  const holder = valueAt(copy, path.slice(0, -1)) as Fields
  holder[path.at(-1)!] = value
  return copy
}

export function valueAt(whole: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, name) => (at as Fields | undefined)?.[name], whole)
}
