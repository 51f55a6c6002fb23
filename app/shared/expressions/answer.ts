import { compileExpression } from './expression.js'
import { compilePath } from './paths.js'
import type { Place } from './places.js'

/** An answer of the vendor as expressions see it. */
export interface AnswerScope {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  body: unknown
}

export type ReadAnswer = (
  answer: AnswerScope,
  settings?: Record<string, unknown>,
  /** The days that were asked for, where the place knows them. */
  window?: unknown
) => unknown

const PATH = /^\$$|^[\w$-]+(\.[\w$-]+)*$/

/** Whether the text leads into the body, and is no expression over `response`. */
export const isPathOfAnswer = (text: string) => PATH.test(text) && !/^response\b/.test(text)

/** Compiles a path into the body of an answer, or an expression over `response`. */
export function compileAnswer(text: string, place: Place = 'response'): ReadAnswer {
  if (isPathOfAnswer(text)) {
    const get = compilePath(text)
    return ({ body }) => get(body)
  }
  const evaluate = compileExpression(text, place)
  return (response, settings = {}, window = null) => evaluate({ response, settings, window })
}
