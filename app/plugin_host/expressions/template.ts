import { compileExpression, type Scope } from './expression.js'
import type { Place } from './environment.js'

export type Render = (scope: Scope) => string
type Encode = (text: string) => string

const HOLE = /\{([^{}]*)\}/g

/**
 * Compiles a text with `{expression}` holes. `encode` is applied to what the holes answer, never to the
 * text around them: addresses use `encodeURIComponent`, so that no value can change the path.
 */
export function compileTemplate(template: string, place: Place, encode: Encode = (t) => t): Render {
  const texts: string[] = []
  const holes: ((scope: Scope) => string)[] = []
  let end = 0
  for (const match of template.matchAll(HOLE)) {
    const evaluate = compileExpression(match[1], place)
    texts.push(template.slice(end, match.index))
    holes.push((scope) => encode(textOf(evaluate(scope))))
    end = match.index + match[0].length
  }
  const rest = template.slice(end)
  return (scope) => holes.map((hole, index) => texts[index] + hole(scope)).join('') + rest
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

/** Compiles every string inside a request body. */
export function compileBody(body: unknown, place: Place): (scope: Scope) => unknown {
  if (typeof body === 'string') {
    return compileTemplate(body, place)
  }
  if (Array.isArray(body)) {
    const parts = body.map((part) => compileBody(part, place))
    return (scope) => parts.map((part) => part(scope))
  }
  if (typeof body === 'object' && body !== null) {
    const parts = Object.entries(body).map(
      ([key, part]) => [key, compileBody(part, place)] as const
    )
    return (scope) => Object.fromEntries(parts.map(([key, part]) => [key, part(scope)]))
  }
  return () => body
}
