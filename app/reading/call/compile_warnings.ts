import type { WarnRule } from '#kit'
import { compileExpression } from '#shared/expressions/expression'
import { MappingFault } from '#shared/expressions/functions'
import type { VendorAnswer } from './calls.js'

/** The sentences of a vendor's reservations about an answer that is good otherwise. */
export type ReadWarnings = (answer: VendorAnswer) => string[]

export function compileWarnings(rules: WarnRule[] = []): ReadWarnings {
  const compiled = rules.map(({ when, say }) => ({
    applies: compileExpression(when, 'response'),
    say: typeof say === 'string' ? say : say.i18n,
  }))
  return (response) =>
    compiled.filter(({ applies }) => isTrue(applies, response)).map(({ say }) => say)
}

/** A rule that cannot be evaluated on an answer does not fit it. */
function isTrue(applies: ReturnType<typeof compileExpression>, response: VendorAnswer): boolean {
  try {
    return applies({ response, settings: {} }) === true
  } catch (error) {
    if (error instanceof MappingFault) {
      return false
    }
    throw error
  }
}
