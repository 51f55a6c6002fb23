import { answerQuestion, type Asking } from '#dashboards'
import type { MetricResult } from '#metrics'
import type { Drawn } from '#shared/drawn_state'
import { findGoal, wholeOf } from '../goals/goal.js'
import { trackGoal } from '../goals/track_goal.js'
import type { GoalHead } from '../types.js'

/** A goal as a widget draws it: the number of its period as every answer has it, and how the goal stands. */
export async function answerGoal(
  asking: Asking,
  id: string
): Promise<Drawn<MetricResult & { goal?: GoalHead }>> {
  const goal = await findGoal(asking.tenant, id).catch(() => null)
  if (!goal) {
    return GONE
  }
  const tracked = await trackGoal(asking, goal, { isBrief: true })
  if (!('value' in tracked)) {
    return tracked
  }
  const { points, spread, reallocations, past, ...head } = tracked.value
  const { from, to } = head.period
  const drawn = await answerQuestion(asking, {
    ...wholeOf(goal),
    ...{ range: { from, to: head.through ?? to }, grain: 'total' },
  })
  return 'value' in drawn ? { ...drawn, value: { ...drawn.value, goal: head } } : drawn
}

const GONE = {
  state: 'failed' as const,
  code: 'E_GOAL_NOT_FOUND',
  message: 'The goal that this widget follows was deleted. Edit the widget and choose another one.',
}
