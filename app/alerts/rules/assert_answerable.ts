import { Refusal } from '#foundation'
import { answerQuestion, type Asking } from '#dashboards'
import { listMetrics } from '#metrics'
import type { RuleAttributes } from '../actions/save_rule.js'
import type { PreviewedRule } from '../queries/preview_rule.js'
import { withGoal } from './with_goal.js'

const SUMS = ['budget', 'goal']

/** Refuses a rule whose question the engine refuses: it would be judged never. One without numbers yet is fine. */
export async function assertAnswerable(asking: Asking, given: RuleAttributes) {
  if (!given.question) {
    return
  }
  const rule = await withGoal(asking.tenant, given as PreviewedRule)
  const drawn = await answerQuestion(asking, {
    ...rule.question,
    currency: rule.question.currency ?? asking.organization.currency,
    range: { preset: 'yesterday' },
    grain: 'day',
  })
  if (drawn.state === 'failed') {
    throw refusal(
      `The question of this rule cannot be answered, so it was not saved. ${drawn.message}`
    )
  }
  await assertAddsUp(asking, rule)
}

async function assertAddsUp({ tenant }: Asking, { kind, question }: PreviewedRule) {
  const metrics = SUMS.includes(kind) ? await listMetrics(tenant) : []
  const metric = metrics.find(({ id }) => id === question.metrics[0])
  if (metric && !metric.addsUp) {
    throw refusal(
      'A budget or a goal is reached by adding up days, which makes no sense of a percentage, a quotient or a state. Choose an amount or a count, or use a limit.'
    )
  }
}

const refusal = (message: string) => new Refusal({ code: 'E_RULE_REFUSED', status: 422, message })
