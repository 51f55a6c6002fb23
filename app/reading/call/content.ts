import type { Content } from './calls.js'

/** What goes out as the body of a request, with the fields that a way of signing in puts there. */
export function withContent(
  content: Content | null,
  added: Record<string, string>
): { headers: Record<string, string>; body?: string } {
  if (content === null) {
    return { headers: {} }
  }
  if (content.as === 'form') {
    const fields = new URLSearchParams([...content.fields, ...Object.entries(added)])
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: fields.toString(),
    }
  }
  const { value } = content
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(isObject ? { ...value, ...added } : value),
  }
}
