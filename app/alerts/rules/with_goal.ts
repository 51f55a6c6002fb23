import { Refusal, type TenantTransaction } from '#foundation'
import { findGoal } from '#kpis'
import type { MetricJudgement, PaceCondition, RuleQuestion } from '../types.js'

type Watching = MetricJudgement & { question: RuleQuestion }

/**
 * A rule that watches a goal, with what the goal says today: whoever changes the goal changes what is watched. Every other rule as it is.
 */
export async function withGoal<Rule extends Watching>(
  tenant: TenantTransaction,
  rule: Rule
): Promise<Rule> {
  if (rule.kind !== 'budget' && rule.kind !== 'goal') {
    return rule
  }
  const { goal } = rule.condition
  return goal ? { ...rule, ...(await watchedGoal(tenant, goal, rule.condition)) } : rule
}

async function watchedGoal(tenant: TenantTransaction, id: string, given: PaceCondition) {
  const { question, targets, period, pace } = await goalOf(tenant, id)
  const whole = targets.filter(({ subject }) => subject === '')
  const condition: PaceCondition = {
    ...given,
    ...{ period, pace, amount: whole.at(-1)?.amount ?? given.amount },
    targets: whole.map(({ from, amount }) => ({ from, amount })),
  }
  const { metrics, filters, currency } = question
  return { question: { metrics, filters, currency }, condition }
}

async function goalOf(tenant: TenantTransaction, id: string) {
  try {
    return await findGoal(tenant, id)
  } catch {
    throw new Refusal({
      code: 'E_RULE_REFUSED',
      status: 422,
      message:
        'The goal that this rule watches was deleted, so no day can be judged. Choose another goal, or delete the rule.',
    })
  }
}
