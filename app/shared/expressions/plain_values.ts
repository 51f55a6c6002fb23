/** A value that cannot be read the way the manifest says. Its message is shown beside the record. */
export class MappingFault extends Error {}

type Value = unknown

export interface ExpressionFunction {
  /** One, or several where it may be called with more or fewer values. */
  signature: string | string[]
  call: (...values: unknown[]) => Value
}

/** A number, also one that a vendor writes as text; null stays null. */
export function toNumber(value: Value): number | null {
  if (value === null || value === undefined) {
    return null
  }
  if (typeof value === 'number') {
    return value
  }
  const number = typeof value === 'string' ? numberIn(value) : Number.NaN
  if (Number.isNaN(number)) {
    throw new MappingFault(`${quote(value)} is not a number`)
  }
  return number
}

/** To JavaScript, a blank text is zero. */
function numberIn(text: string): number {
  const number = Number(text)
  return number === 0 && text.trim() === '' ? Number.NaN : number
}

export function toText(value: Value): string | null {
  if (value === null || value === undefined) {
    return null
  }
  if (typeof value === 'object') {
    throw new MappingFault(`${quote(value)} is not a text`)
  }
  return String(value)
}

/** A value as it may stand in a sentence: short, and never a whole object. */
export function quote(value: Value): string {
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
  return text === undefined ? 'nothing' : text.length > 60 ? `${text.slice(0, 57)}…` : text
}
