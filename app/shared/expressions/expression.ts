import type { ASTNode } from '@marcbachmann/cel-js'
import { compileClosure, type Evaluate } from './closures.js'
import { PLACES, type Place } from './places.js'
import { environmentOf } from './environment.js'
import { rewriteFields } from './field_chains.js'
import { MappingFault } from './functions.js'

export type { Evaluate, Scope } from './closures.js'

/**
 * Compiles a CEL expression once. Fields are rewritten to null-safe reads (`record.a.b` never throws for a
 * missing `a`), simple expressions become plain closures, and everything else runs in the CEL library.
 * Throws a SyntaxError with the reason where it does not parse, names an unknown variable or function, or
 * mixes types.
 */
export function compileExpression(source: string, place: Place): Evaluate {
  const parsed = parse(source, place)
  const checked = checkedSource(source, parsed, place)
  return compileClosure(parsed, place) ?? interpreted(checked, place)
}

/** The same, always in the CEL library: what the closures must agree with. */
export function interpretExpression(source: string, place: Place): Evaluate {
  return interpreted(checkedSource(source, parse(source, place), place), place)
}

function checkedSource(source: string, parsed: ASTNode, place: Place): string {
  const rewritten = rewriteFields(source, parsed, place)
  const verdict = environmentOf(place).check(rewritten)
  if (!verdict.valid) {
    throw new SyntaxError(
      `${reasonOf(verdict.error)} in \`${source}\`${hintOf(verdict.error, place)}`
    )
  }
  return rewritten
}

function parse(source: string, place: Place): ASTNode {
  try {
    return environmentOf(place).parse(source).ast
  } catch (error) {
    throw new SyntaxError(`${reasonOf(error)} in \`${source}\``, { cause: error })
  }
}

function reasonOf(error: unknown): string {
  const { summary, message } = error as { summary?: string; message: string }
  return (summary ?? message).replace('found no matching overload for', 'no such function:')
}

/** Who names a variable of another place has to know which ones this place has. */
function hintOf(error: unknown, place: Place): string {
  return reasonOf(error).startsWith('Unknown variable')
    ? `, where ${PLACES[place].join(', ')} are known`
    : ''
}

function interpreted(source: string, place: Place): Evaluate {
  const run = environmentOf(place).parse(source)
  return (scope) => {
    try {
      const value = run(scope)
      return typeof value === 'bigint' ? Number(value) : value
    } catch (error) {
      throw error instanceof MappingFault ? error : new MappingFault(reasonOf(error))
    }
  }
}
