import type { Place } from './places.js'
import { compileExpression, type Evaluate, type Scope } from './expression.js'

export type Render = (scope: Scope) => string
type Encode = (text: string) => string

/** `{expression}`; `{{` and `}}` are a brace each. */
const HOLE = /\{\{|\}\}|\{([^{}]*)\}/g

interface Piece {
  text?: string
  expression?: string
}

function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of template.matchAll(HOLE)) {
    pieces.push({ text: template.slice(end, match.index) })
    pieces.push(match[1] === undefined ? { text: match[0][0] } : { expression: match[1] })
    end = match.index + match[0].length
  }
  return [...pieces, { text: template.slice(end) }].filter(({ text }) => text !== '')
}

/** The expressions in the holes of a template. */
export const expressionsIn = (template: string): string[] =>
  piecesOf(template).flatMap(({ expression }) => expression ?? [])

/**
 * Compiles a text with `{expression}` holes. `encode` is applied to what the holes answer, never to the
 * text around them: addresses use `encodeURIComponent`, so that no value can change the path.
 */
export function compileTemplate(template: string, place: Place, encode: Encode = (t) => t): Render {
  const parts = piecesOf(template).map(({ text = '', expression }): Render => {
    if (expression === undefined) {
      return () => text
    }
    const evaluate = compileExpression(expression, place)
    return (scope) => encode(textOf(evaluate(scope)))
  })
  return (scope) => parts.map((part) => part(scope)).join('')
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

/** Compiles every string inside a request body. One that is a hole alone keeps the type of what it answers. */
export function compileBody(body: unknown, place: Place): Evaluate {
  if (typeof body === 'string') {
    return compileValue(body, place)
  }
  if (Array.isArray(body)) {
    const parts = body.map((part) => compileBody(part, place))
    return (scope) => parts.map((part) => part(scope)).filter((part) => part !== undefined)
  }
  if (typeof body === 'object' && body !== null) {
    const parts = Object.entries(body).map(
      ([key, part]) => [key, compileBody(part, place)] as const
    )
    return (scope) =>
      Object.fromEntries(
        parts.map(([key, part]) => [key, part(scope)]).filter(([, value]) => value !== undefined)
      )
  }
  return () => body
}

/** A field whose hole answers nothing is left out: vendors take null for a value. */
function compileValue(text: string, place: Place): Evaluate {
  const [only, ...others] = piecesOf(text)
  if (only?.expression === undefined || others.length > 0) {
    return compileTemplate(text, place)
  }
  const evaluate = compileExpression(only.expression, place)
  return (scope) => evaluate(scope) ?? undefined
}
