/** One field of the vendor's record, and whether it is added or taken away. */
export interface Term {
  path: string
  sign: 1 | -1
}

/** What may stand around a field without changing what its sum is. */
const AROUND = 'micros|minorToMicros|number|int|double|coalesce'
const FIELD = String.raw`record((?:\.\w+)+)`
const TERM = new RegExp(String.raw`^(?:(?:${AROUND})\(\s*)*${FIELD}(?:\s*,[^()]*)?\)*$`)

/**
 * The fields that an expression adds and takes away; nothing where it does more than that, because the sum over
 * records then says nothing about the sum over fields.
 */
export function termsOf(expression: string): Term[] | undefined {
  const parts = expression.trim().split(/\s+([+-])\s+/)
  const terms: Term[] = []
  for (let index = 0; index < parts.length; index += 2) {
    const path = TERM.exec(parts[index].trim())?.[1]
    if (path === undefined) {
      return undefined
    }
    terms.push({ path: path.slice(1), sign: parts[index - 1] === '-' ? -1 : 1 })
  }
  return terms
}
