import { PACE_PERIODS, PACES } from '#shared/pacing'
import { problems } from './problems.js'
import { day, nullable, object, ref } from './schema_words.js'
import { UNIT } from './result_schemas.js'

const text = { type: 'string' }
const words = (...values: readonly string[]) => ({ ...text, enum: values })
const number = { type: 'number' }
const dayOrNull = { ...nullable('string'), format: 'date' }
const id = { ...text, format: 'uuid' }
const listOf = (items: object) => ({ type: 'array', items })

const target = (isGiven: boolean) =>
  object(
    {
      subject: {
        ...(isGiven ? nullable('string') : text),
        description: 'Key of a value of the breakdown; empty for the whole.',
      },
      label: isGiven ? nullable('string') : text,
      from: { ...day, description: 'Holds from this period until another one says otherwise.' },
      amount: number,
    },
    isGiven ? ['subject', 'label'] : []
  )

const asked = {
  name: { ...text, minLength: 1, maxLength: 120 },
  metric: text,
  breakdown: nullable('string'),
  filters: { ...listOf({ type: 'object' }), description: 'As in a question.' },
  outcome: { ...nullable('string'), description: 'A metric by which a budget is worth moving.' },
  aim: words('at_least', 'at_most'),
  period: words(...PACE_PERIODS),
  pace: {
    ...words(...PACES),
    description: 'seasonal: by weekdays and months of its own history.',
  },
  startsOn: day,
  endsOn: dayOrNull,
}

const Row = object({
  ...{ subject: text, label: text, target: nullable('number'), value: nullable('number') },
  ...{ expected: nullable('number'), projected: nullable('number'), outcome: nullable('number') },
  spentOn: { ...dayOrNull, description: 'The day on which its budget is spent at this pace.' },
})

const Point = object({
  ...{ day, value: nullable('number'), expected: nullable('number') },
  projected: nullable('number'),
})

const Past = object({
  ...{ from: day, target: number, value: nullable('number') },
  isReached: nullable('boolean'),
})

const head = {
  aim: words('at_least', 'at_most'),
  status: words(
    ...['reached', 'kept', 'on_track', 'behind', 'missed', 'exceeded', 'will_exceed'],
    ...['underspent', 'waiting']
  ),
  ...{ value: nullable('number'), target: number, percent: nullable('number') },
  expected: { ...nullable('number'), description: 'Where its pace is by now.' },
  projected: {
    ...nullable('number'),
    description: 'At the end of the period, at the pace of the last 28 days.',
  },
  ...{ daysLeft: { type: 'integer' }, neededPerDay: nullable('number') },
  ...{ recentPerDay: nullable('number'), period: object({ from: day, to: day }) },
  through: { ...dayOrNull, description: 'Last complete day; null before the first one.' },
  growth: {
    ...words('sum', 'state', 'level'),
    description: 'sum: days add up. state: the last one counts. level: a ratio, without a pace.',
  },
  ...{ unit: UNIT, currency: nullable('string'), notes: listOf(text) },
}

export const GOAL_SCHEMAS = {
  NewGoal: object(
    {
      ...asked,
      ownerId: { ...nullable('string'), format: 'uuid' },
      targets: { ...listOf(target(true)), minItems: 1 },
    },
    ['breakdown', 'filters', 'outcome', 'ownerId', 'endsOn']
  ),
  Goal: object({
    ...{ id, ...asked, currency: nullable('string'), targets: listOf(target(false)) },
    owner: { oneOf: [{ type: 'null' }, object({ id, name: text })] },
    updatedAt: { ...text, format: 'date-time' },
  }),
  GoalHead: object(head),
  GoalProgress: object({
    ...head,
    ...{ points: listOf(Point), spread: listOf(Row), past: listOf(Past) },
    reallocations: listOf(object({ from: text, to: text, amount: number })),
  }),
  FollowedGoal: object({
    goal: ref('Goal'),
    progress: {
      description: 'Its state is drawn: ready, or failed or empty with a message.',
      oneOf: [
        object({ state: words('ready', 'partial'), value: ref('GoalProgress') }),
        object({ state: words('empty'), message: text, isUnconnected: { type: 'boolean' } }),
        object({ state: words('failed'), code: text, message: text }),
      ],
    },
  }),
}

const json = (schema: object) => ({ 'application/json': { schema } })
const EXAMPLE = {
  ...{ name: 'Ad budget', metric: 'spend', breakdown: 'campaign', outcome: 'roas' },
  ...{ aim: 'at_most', period: 'month', pace: 'linear', startsOn: '2026-01-01' },
  targets: [{ from: '2026-01-01', amount: 12_000 }],
}

const operation = (operationId: string, summary: string, scope: string) => ({
  ...{ operationId, summary, description: `Needs the scope ${scope}.`, tags: ['Goals'] },
  security: [{ apiKey: [scope] }],
})

const requestBody = {
  required: true,
  content: { 'application/json': { schema: ref('NewGoal'), example: EXAMPLE } },
}

const inPath = { name: 'id', in: 'path', required: true, schema: id }

export const goalPaths = {
  '/goals': {
    get: {
      ...operation('listGoals', 'Goals and how they stand', 'kpis:read'),
      responses: {
        200: {
          description: 'By name, without breakdowns and earlier periods.',
          content: json(object({ goals: listOf(ref('FollowedGoal')) })),
        },
        ...problems(),
      },
    },
    post: {
      ...operation('createGoal', 'Create a goal or a budget', 'kpis:write'),
      requestBody,
      responses: {
        201: { description: 'The goal.', content: json(ref('Goal')) },
        ...problems(413, 415, 422),
      },
    },
  },
  '/goals/{id}': {
    get: {
      ...operation('readGoal', 'A goal and how it stands', 'kpis:read'),
      parameters: [
        inPath,
        {
          ...{ name: 'on', in: 'query', schema: day },
          description: 'A day of the period; today when left out.',
        },
      ],
      responses: {
        200: {
          description: 'With breakdown and periods before.',
          content: json(ref('FollowedGoal')),
        },
        ...problems(404, 422),
      },
    },
    put: {
      ...operation('changeGoal', 'Change a goal', 'kpis:write'),
      ...{ parameters: [inPath], requestBody },
      responses: {
        200: { description: 'The goal.', content: json(ref('Goal')) },
        ...problems(404, 413, 415, 422),
      },
    },
    delete: {
      ...operation('deleteGoal', 'Delete a goal', 'kpis:write'),
      parameters: [inPath],
      responses: { 204: { description: 'Deleted.' }, ...problems(404) },
    },
  },
}
