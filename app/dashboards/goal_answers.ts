import type { MetricResult } from '#metrics'
import type { Drawn } from '#shared/drawn_state'
import type { GoalHead } from '#shared/goal_progress'
import type { Asking } from '#dashboards/queries/answer_question'

/** The answer of a widget; of one that follows a goal with how the goal stands in its own period. */
export type WidgetResult = MetricResult & { goal?: GoalHead }

type AnswerGoal = (asking: Asking, goal: string) => Promise<Drawn<WidgetResult>>

let answer: AnswerGoal = async () => ({
  state: 'failed',
  code: 'E_GOAL_NOT_FOUND',
  message: 'Goals are not available here. Set a target in the widget instead.',
})

/** Whoever keeps the goals (`kpis`, which stands above this context) registers here at boot. */
export function provideGoals(provided: AnswerGoal) {
  answer = provided
}

export const answerGoal: AnswerGoal = (asking, goal) => answer(asking, goal)
