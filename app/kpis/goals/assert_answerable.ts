import { answerQuestion, type Asking } from '#dashboards'
import { Refusal } from '#foundation'
import { listMembers } from '#organizations'
import type { GoalAttributes } from '../types.js'
import { growthOf } from './growth.js'
import { metricNamed } from './metric_named.js'

/** Refuses a goal that could never be followed, or that nobody of this organization answers for. */
export async function assertAnswerable(asking: Asking, goal: GoalAttributes) {
  await assertComputable(asking, goal)
  await assertSpreadable(asking, goal)
  await assertOwned(asking, goal)
}

async function assertComputable(asking: Asking, { outcome, question }: GoalAttributes) {
  const drawn = await answerQuestion(asking, {
    ...question,
    metrics: [...question.metrics, ...(outcome ? [outcome] : [])],
    range: { preset: 'yesterday' },
    grain: 'total',
  })
  if (drawn.state === 'failed') {
    throw refusal(`This goal cannot be computed, so it was not saved. ${drawn.message}`)
  }
}

async function assertSpreadable({ tenant }: Asking, { question }: GoalAttributes) {
  const metric = await metricNamed(tenant, question.metrics[0])
  if (question.breakdowns?.length && growthOf(metric) !== 'sum') {
    throw refusal(
      `The values of ${metric?.label ?? question.metrics[0]} do not add up, so its target cannot be spread over a breakdown. Leave out the breakdown, or set a goal for each value by a filter.`
    )
  }
}

async function assertOwned({ tenant }: Asking, { ownerId }: GoalAttributes) {
  const members = ownerId === null ? [] : await listMembers(tenant)
  if (ownerId !== null && !members.some(({ userId }) => userId === ownerId)) {
    throw Refusal.ofField(
      'ownerId',
      'The owner is no member of this organization. Choose another one.'
    )
  }
}

const refusal = (message: string) => new Refusal({ code: 'E_GOAL_REFUSED', status: 422, message })
