import type { Asking } from '#dashboards'
import type { Drawn } from '#shared/drawn_state'
import { listGoals, type Goal } from '../goals/goal.js'
import { trackGoal } from '../goals/track_goal.js'
import type { GoalProgress } from '../types.js'

export interface FollowedGoal {
  goal: ReturnType<typeof goalForPage>
  progress: Drawn<GoalProgress>
}

/** Every goal with how it stands in its period, without what only its own page shows. */
export async function followGoals(asking: Asking): Promise<FollowedGoal[]> {
  const followed: FollowedGoal[] = []
  for (const goal of await listGoals(asking.tenant)) {
    const progress = await trackGoal(asking, goal, { isBrief: true })
    followed.push({ goal: goalForPage(goal), progress })
  }
  return followed
}

/** A goal as pages and programs read it. */
export function goalForPage(goal: Goal) {
  const { id, name, outcome, aim, period, pace, owner, startsOn, endsOn, targets } = goal
  const { metrics, breakdowns, filters, currency } = goal.question
  return {
    ...{ id, name, metric: metrics[0], breakdown: breakdowns?.[0] ?? null },
    ...{ filters: filters ?? [], currency: currency ?? null, outcome, aim, period, pace, owner },
    ...{ startsOn, endsOn, targets, updatedAt: goal.updatedAt.toISOString() },
  }
}
