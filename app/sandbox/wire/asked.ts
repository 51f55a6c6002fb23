import type { Rule } from './rules.js'
import { valueAt } from './places.js'

/** What a request carries, read and checked by the rules of the endpoint. */
export interface Asked {
  path: Record<string, string>
  query: Record<string, unknown>
  body: unknown
  form: Record<string, unknown>
  headers: Record<string, string>
  arguments: Record<string, unknown>
  /** Named parts of a text in the request. */
  parts: Record<string, unknown>
  /** Filters over rows that the parameters turn on. */
  filters: { rule: Rule; value: unknown }[]
}

/** A place in the request: `offset` and `query.offset`, `body.variables.after`, `path.id`, `header.x-page`. */
export function askedAt(asked: Asked, place: string): unknown {
  const [first] = place.split('.') as [string]
  const rest = place.slice(first.length + 1)
  if (first === 'header') {
    return asked.headers[rest.toLowerCase()]
  }
  if (first === 'body') {
    return valueAt(asked.body, rest)
  }
  const isPlace = ['query', 'form', 'path', 'arguments', 'parts'].includes(first) && rest !== ''
  const flat = asked[isPlace ? (first as 'query') : 'query']
  return flat[isPlace ? rest : place]
}
