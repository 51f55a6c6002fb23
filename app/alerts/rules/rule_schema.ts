import { METRIC_QUERY_SCHEMA } from '#metrics'
import { PACE_PERIODS, PACES } from '#shared/pacing'
import { PRIORITIES } from '../types.js'

const { breakdowns, currency, filters, formulas, metrics } = METRIC_QUERY_SCHEMA.properties

const choice = (values: readonly string[]) => ({ type: 'string', enum: values })
const WAYS = choice(['up', 'down', 'either'])
const amount = { type: 'number', minimum: -1e15, maximum: 1e15 }
const percent = { type: 'number', minimum: 0, maximum: 1_000 }

function exactly(properties: Record<string, unknown>) {
  return {
    type: 'object',
    required: Object.keys(properties),
    additionalProperties: false,
    properties,
  }
}

const ownPace = exactly({
  direction: choice(['over', 'under', 'either']),
  amount: { ...amount, exclusiveMinimum: 0 },
  period: choice(PACE_PERIODS),
  pace: choice(PACES),
  tolerancePercent: percent,
})

const pace = {
  ...ownPace,
  properties: {
    ...ownPace.properties,
    goal: {
      type: ['string', 'null'],
      format: 'uuid',
      description:
        'A goal whose metric, filters, targets, period and pace are watched instead of those of the rule.',
    },
  },
}

/** What each kind of rule needs to know, by kind. */
export const CONDITION_SCHEMAS = {
  threshold: exactly({ direction: choice(['above', 'below']), value: amount }),
  change: exactly({
    direction: WAYS,
    percent: { ...percent, exclusiveMinimum: 0 },
    against: choice(['previous', 'week_before', 'year_before']),
  }),
  no_data: exactly({ afterDays: { type: 'integer', minimum: 1, maximum: 60 } }),
  budget: pace,
  goal: pace,
  anomaly: exactly({
    direction: WAYS,
    sensitivity: choice(['low', 'medium', 'high']),
    minimumPercent: percent,
  }),
  sync_failure: exactly({
    sources: { type: 'array', maxItems: 500, items: { type: 'string', format: 'uuid' } },
  }),
  security_event: exactly({
    actions: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: { type: 'string', pattern: '^[a-z_]+(\\.[a-z_]+)+$', maxLength: 80 },
    },
  }),
}

const KINDS = Object.keys(CONDITION_SCHEMAS)
const ASKING_NOTHING = ['sync_failure', 'security_event']

/**
 * The form of an alert rule, as JSON Schema 2020-12. The one source: pages and programs are checked against it and the published API
 * description contains it.
 */
export const ALERT_RULE_SCHEMA = {
  type: 'object',
  required: ['name', 'kind', 'priority', 'condition'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 120, pattern: '\\S' },
    advice: {
      type: ['string', 'null'],
      maxLength: 1_000,
      description: 'What to do when it fires.',
    },
    kind: choice(KINDS),
    priority: choice(PRIORITIES),
    question: {
      type: ['object', 'null'],
      required: ['metrics'],
      additionalProperties: false,
      description: 'What is watched. Left out for sync_failure and security_event.',
      properties: {
        metrics: { ...metrics, maxItems: 1 },
        breakdowns: { ...breakdowns, maxItems: 1 },
        filters,
        formulas,
        currency,
      },
    },
    condition: { type: 'object', description: 'By kind; see below.' },
    watch: {
      type: 'object',
      additionalProperties: false,
      properties: {
        every: {
          ...choice(['day', 'week', 'month']),
          default: 'day',
          description: 'Judged once it is complete. Budgets and goals are judged by the day.',
        },
        persistence: { type: 'integer', minimum: 1, maximum: 14, default: 1 },
        weekdays: {
          type: 'array',
          maxItems: 7,
          items: { type: 'integer', minimum: 1, maximum: 7 },
          description: 'ISO weekdays on which it may fire; all where empty.',
        },
      },
    },
    falseAlarmsAMonth: { type: 'integer', minimum: 0, maximum: 31, default: 1 },
    isOn: { type: 'boolean', default: true },
  },
  allOf: Object.entries(CONDITION_SCHEMAS).map(([kind, condition]) => ({
    if: { properties: { kind: { const: kind } } },
    then: ASKING_NOTHING.includes(kind)
      ? { properties: { condition } }
      : { required: ['question'], properties: { condition, question: { type: 'object' } } },
  })),
}
