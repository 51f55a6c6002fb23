import type { Judgement, ListedRule, RuleDraft, RuleKind, WatchableGoal } from './types.js'

/** What each kind begins with: a rule that is useful as it stands. */
export const STARTING: { [Kind in RuleKind]: Extract<Judgement, { kind: Kind }>['condition'] } = {
  threshold: { direction: 'below', value: 0 },
  change: { direction: 'either', percent: 30, against: 'week_before' },
  anomaly: { direction: 'either', sensitivity: 'medium', minimumPercent: 20 },
  budget: {
    direction: 'over',
    amount: 1_000,
    period: 'month',
    pace: 'linear',
    tolerancePercent: 5,
  },
  goal: { direction: 'under', amount: 1_000, period: 'month', pace: 'linear', tolerancePercent: 5 },
  no_data: { afterDays: 2 },
  sync_failure: { sources: [] },
  security_event: {
    actions: ['api_key.created', 'member.role_changed', 'organization.ownership_transferred'],
  },
}

export const ASKING_NOTHING: RuleKind[] = ['sync_failure', 'security_event']

export function newDraft(metric: string | undefined): RuleDraft {
  return {
    name: '',
    advice: '',
    kind: 'anomaly',
    priority: 'medium',
    question: metric ? { metrics: [metric] } : null,
    condition: { ...STARTING.anomaly },
    watch: { every: 'day', persistence: 1, weekdays: [] },
    falseAlarmsAMonth: 1,
    isOn: true,
  }
}

/** The rule of a page without what only the page knows. */
export function draftOf(rule: ListedRule): RuleDraft {
  const { name, advice, kind, priority, question, condition, watch, falseAlarmsAMonth, isOn } =
    structuredClone(rule)
  return {
    name,
    advice,
    kind,
    priority,
    question,
    condition,
    watch,
    falseAlarmsAMonth,
    isOn,
  } as RuleDraft
}

/** What a rule needs to know to watch a goal. */
export const watching = ({ id, period, pace, targets }: WatchableGoal) => ({
  ...{ goal: id, period, pace },
  amount: targets.findLast(({ subject, amount }) => subject === '' && amount > 0)?.amount ?? 1,
})

/** A rule that watches a goal: a budget for too much, anything else for too little. */
export function draftOfGoal(goal: WatchableGoal): RuleDraft {
  const kind = goal.aim === 'at_most' ? 'budget' : 'goal'
  return {
    ...newDraft(goal.metric),
    ...{ kind, name: goal.name, question: { metrics: [goal.metric], filters: goal.filters } },
    condition: { ...STARTING[kind], ...watching(goal) },
  } as RuleDraft
}
