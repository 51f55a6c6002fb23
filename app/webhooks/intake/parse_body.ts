import { DEEPEST } from '../limits.js'

export type ParsedBody = { isReadable: true; body: unknown } | { isReadable: false; reason: string }

/** What a body says, by its type: JSON, the fields of a form, or text. A body that looks like JSON is taken for it. */
export function parseBody(raw: Buffer, contentType = ''): ParsedBody {
  const text = raw.toString('utf8')
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return { isReadable: true, body: Object.fromEntries(new URLSearchParams(text)) }
  }
  if (/\bjson\b/i.test(contentType) || /^\s*[[{]/.test(text)) {
    return parseJson(text)
  }
  return { isReadable: true, body: text }
}

function parseJson(text: string): ParsedBody {
  try {
    const body: unknown = text.trim() === '' ? null : JSON.parse(text)
    return isDeeperThan(body, DEEPEST)
      ? { isReadable: false, reason: `values are more than ${DEEPEST} deep inside each other` }
      : { isReadable: true, body }
  } catch (error) {
    return { isReadable: false, reason: `the body is not JSON (${(error as Error).message})` }
  }
}

/** Without recursion, so that depth is counted and not met. */
function isDeeperThan(root: unknown, most: number): boolean {
  const open = [{ value: root, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next
    if (depth > most) {
      return true
    }
    if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach((inner) => open.push({ value: inner, depth: depth + 1 }))
    }
  }
  return false
}
