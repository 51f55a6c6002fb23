import type { ErrorRule } from '#kit'
import { compileExpression } from '#shared/expressions/expression'
import { MappingFault } from '#shared/expressions/functions'
import type { DeclaredError, VendorAnswer } from './calls.js'

/** `isCheck`: rules that leave something out do not apply, because nothing is left of a check without its answer. */
export type SortError = (answer: VendorAnswer, isCheck?: boolean) => DeclaredError | undefined

/** The first rule that fits an answer decides about it. */
export function compileErrors(rules: ErrorRule[] = []): SortError {
  const compiled = rules.map((rule) => {
    const when = compileExpression(rule.when ?? 'true', 'response')
    const wait = compileExpression(rule.wait ?? 'null', 'response')
    const { then: action, kind, say } = rule
    return {
      leavesOut: action === 'skip' || action === 'empty',
      fits: (answer: VendorAnswer) =>
        (rule.status ? rule.status.includes(answer.status) : rule.when !== undefined) &&
        quietly(() => when({ response: answer, settings: {} })) === true,
      read: (answer: VendorAnswer): DeclaredError => ({
        action,
        kind,
        isApp: rule.per === 'app',
        say: typeof say === 'string' ? say : undefined,
        wait: quietly(() => wait({ response: answer, settings: {} })),
      }),
    }
  })
  return (answer, isCheck = false) =>
    compiled.find(({ fits, leavesOut }) => !(isCheck && leavesOut) && fits(answer))?.read(answer)
}

/** A rule that cannot be evaluated on an unexpected answer does not fit it. */
function quietly<Value>(evaluate: () => Value): Value | undefined {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof MappingFault) {
      return undefined
    }
    throw error
  }
}
