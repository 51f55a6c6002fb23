import type { Asked } from './asked.js'
import { WireProblem } from './problem.js'
import type { Rule } from './rules.js'

/** One value by its rule, with the filter that it turns on. */
export function readOne(
  name: string,
  given: unknown,
  { rule, asked }: { rule: Rule; asked: Asked }
) {
  const value = given ?? rule.otherwise
  if (value === undefined) {
    if (rule.isRequired) {
      throw new WireProblem('missingParameter', name, `'${name}' is missing`)
    }
    return undefined
  }
  const read = readValue(rule, value, { problem: 'invalidParameter', name })
  if (rule.filter) {
    asked.filters.push({ rule, value: read })
  }
  return read
}

export function readValue(
  rule: Rule,
  value: unknown,
  { problem, name }: { problem: 'invalidParameter' | 'invalidHeader'; name: string }
): unknown {
  try {
    return rule.read(value)
  } catch (error) {
    throw new WireProblem(problem, name, `'${name}' ${(error as Error).message}`)
  }
}
