type Detail = Record<string, unknown>

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * What changed, in words: `currency: EUR → USD`. Null where nothing did, or nothing was noted. Ids stay on
 * the server: they say nothing to a reader.
 */
export function describeChange({ from, to, ...detail }: Detail): string | null {
  const parts = [...differences(from, to), ...listed(detail)]
  return parts.length > 0 ? parts.join(' · ') : null
}

/** Of many settings, those that differ; of one value, the value before and after. */
function differences(from: unknown, to: unknown): string[] {
  if (isDetail(from) && isDetail(to)) {
    return Object.keys(to)
      .filter((key) => textOf(from[key]) !== textOf(to[key]))
      .map((key) => `${wordsOf(key)}: ${textOf(from[key])} → ${textOf(to[key])}`)
  }
  const isPair = [from, to].every((side) => side !== undefined && !isId(side))
  return isPair ? [`${textOf(from)} → ${textOf(to)}`] : listed({ from, to })
}

function listed(detail: Detail): string[] {
  return Object.entries(detail)
    .filter(([, value]) => value !== undefined && !isId(value))
    .map(([key, value]) => `${wordsOf(key)}: ${textOf(value)}`)
}

/** `copyOf` and `per_euro` as people write them. */
function wordsOf(key: string): string {
  return key.replaceAll(/_|(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(textOf).join(', ')
  }
  return isDetail(value) ? `(${describeChange(value) ?? 'nothing'})` : String(value)
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && ID.test(value)
}

function isDetail(value: unknown): value is Detail {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
