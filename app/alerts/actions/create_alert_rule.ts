import type { Asking } from '#dashboards'
import { askForEvaluation } from '../evaluation.js'
import { assertAnswerable } from '../rules/assert_answerable.js'
import { readRule } from '../rules/read_rule.js'
import type { Rule } from '../rules/rule.js'
import SaveRule from './save_rule.js'

/** Reads a rule that a page or a program sent, sees that it can be answered, saves it and asks for its first evaluation. */
export async function createAlertRule(
  asking: Asking,
  input: unknown,
  createdBy: string | null = null
): Promise<Rule> {
  const attributes = readRule(input)
  await assertAnswerable(asking, attributes)
  const rule = await new SaveRule(asking.tenant, asking.now.toJSDate()).create(
    attributes,
    createdBy
  )
  await askForEvaluation(asking.tenant)
  return rule
}
