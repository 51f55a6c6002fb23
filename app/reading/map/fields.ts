import { compileExpression, type Evaluate, type Scope } from '#shared/expressions/expression'
import { MappingFault, quote } from '#shared/expressions/functions'
import { compilePath } from '#shared/expressions/paths'
import { Rejection } from './rejection.js'

/** Evaluates one expression of a mapping; a fault becomes a rejection that names the field. */
export function compileField(source: string, field: string): Evaluate {
  const evaluate = compileExpression(source, 'record')
  return (scope) => {
    try {
      return evaluate(scope)
    } catch (fault) {
      if (fault instanceof MappingFault) {
        throw new Rejection('E_WRONG_TYPE', field, `${field}: ${fault.message}.`)
      }
      throw fault
    }
  }
}

export type ReadText = (scope: Scope) => string | null

/** An expression whose value is a text; numbers and booleans are written out, null stays null. */
export function compileText(source: string, field: string): ReadText {
  const evaluate = compileField(source, field)
  return (scope) => plainText(evaluate(scope), field)
}

/** The same for an id: required, and exact. */
export function compileId(source: string, field: string): (scope: Scope) => string {
  const evaluate = compileField(source, field)
  return (scope) => exactId(evaluate(scope), field)
}

function plainText(value: unknown, field: string): string | null {
  if (value === null || value === undefined) {
    return null
  }
  if (typeof value === 'object') {
    throw new Rejection('E_WRONG_TYPE', field, `${field}: ${quote(value)} is not a text.`)
  }
  const text = String(value)
  // PostgreSQL cannot store NUL in a text.
  return text.includes('\u0000') ? text.replaceAll('\u0000', '') : text
}

/** Ids are compared as text. A number past 2^53 has already lost digits when the JSON was read. */
export function exactId(value: unknown, field: string): string {
  const text = plainText(value, field)
  if (text === null || text === '') {
    throw new Rejection('E_MISSING', field, `${field} is missing.`)
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new Rejection('E_ID_PRECISION', field, `${field}: ${text} is not an exact id.`)
  }
  return text
}

/** The function that reads a record's key: the values at its paths. */
export function compileKey(key: string | readonly string[]): (record: unknown) => string {
  const paths = typeof key === 'string' ? [key] : key
  const parts = paths.map((path) => ({ path, get: compilePath(path) }))
  const [only] = parts
  if (parts.length === 1) {
    return (record) => exactId(only.get(record), only.path)
  }
  return (record) => {
    let joined = ''
    for (const { path, get } of parts) {
      joined += `${exactId(get(record), path)}\u001f`
    }
    return joined.slice(0, -1)
  }
}

export function compileCondition(source: string | undefined, field: string) {
  if (source === undefined) {
    return () => true
  }
  const evaluate = compileField(source, field)
  return (scope: Scope) => evaluate(scope) === true
}
