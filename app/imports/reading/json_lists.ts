export type Json = Record<string, unknown>
export type Records = Json[]

export function zipped(names: string[], rows: unknown[][]): Records {
  return rows.map((row) =>
    Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]))
  )
}

/** `["date", …]` or `[{"name": "date"}, …]`. */
export function namesIn(list: unknown): string[] | undefined {
  if (!isFilledList(list)) {
    return undefined
  }
  const names = list.map((entry) => (isObject(entry) ? entry.name : entry))
  return areNames(names) ? names.map(String) : undefined
}

/** `[{"value": 5}, …]`, `[{"v": 5}, …]` or `[5, …]`. */
export function valuesIn(list: unknown): unknown[] {
  return Array.isArray(list)
    ? list.map((entry) => (isObject(entry) ? (entry.value ?? entry.v ?? null) : entry))
    : []
}

export const areNames = (names: unknown[]) =>
  names.length > 0 &&
  names.every(
    (name) => typeof name === 'string' && name.trim() !== '' && !/^[\d.,-]+$/.test(name)
  ) &&
  new Set(names).size === names.length

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const isPlain = (value: unknown) => typeof value !== 'object' || value === null
export const isFilledList = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0
export const isListOfObjects = (value: unknown): value is Records =>
  isFilledList(value) && value.every(isObject)
