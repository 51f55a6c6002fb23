/** PostgreSQL stores no U+0000, and jsonb no lone surrogate; both become U+FFFD, visibly. */
const REPLACEMENT = '\uFFFD'
const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/i

/** Text as it can be stored. */
export function storableText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\u0000') ? whole.replaceAll('\u0000', REPLACEMENT) : whole
}

/** JSON text as jsonb can store it. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  return UNSTORABLE_ESCAPE.test(json) ? JSON.stringify(cleaned(value)) : json
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') {
    return storableText(value)
  }
  if (Array.isArray(value)) {
    return value.map(cleaned)
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(([key, part]) => [storableText(key), cleaned(part)])
    return Object.fromEntries(entries)
  }
  return value
}

/** The same text for the same object, whatever the order of its keys. */
export function canonicalJson(texts: Record<string, string>): string {
  const keys = Object.keys(texts).sort()
  return storableJson(Object.fromEntries(keys.map((key) => [key, texts[key]])))
}
