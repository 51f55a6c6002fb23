import { MAX_POINTS } from '../planning/derivations.js'
import { MAX_BREAKDOWNS, MAX_METRICS, MAX_SERIES } from '../planning/question.js'
import { MAX_CONDITIONS, MAX_SUBTOTALS } from '../planning/shaping.js'
import type { ConditionOperator, DerivationKind, WeekStart } from '../types.js'

const DERIVATIONS: DerivationKind[] = [
  'share_of_total',
  'running_total',
  'moving_average',
  'difference',
  'growth',
]
const CONDITION_OPERATORS: ConditionOperator[] = ['above', 'at_least', 'below', 'at_most']
const WEEK_STARTS: WeekStart[] = ['monday', 'sunday']

const id = { type: 'string', minLength: 1, maxLength: 200 }

const derivation = {
  type: 'object',
  required: ['metric', 'as'],
  additionalProperties: false,
  properties: {
    metric: id,
    as: {
      type: 'string',
      enum: DERIVATIONS,
      description:
        'share_of_total: of the same period, or of all periods without a breakdown. moving_average: of `points` points; a ratio is divided over all of them. difference and growth (in percent): beside the point before.',
    },
    points: { type: 'integer', minimum: 2, maximum: MAX_POINTS, default: 7 },
  },
}

const conditions = {
  type: 'array',
  maxItems: MAX_CONDITIONS,
  items: {
    type: 'object',
    required: ['metric', 'operator', 'value'],
    additionalProperties: false,
    properties: {
      metric: id,
      operator: { type: 'string', enum: CONDITION_OPERATORS },
      value: {
        type: 'number',
        description: 'Major units for money, percent points for percentages.',
      },
    },
  },
  description:
    'Filters on metrics. Only rows of the breakdown whose total meets all of them stay, in the totals as well; `conditions` of the answer says how many did.',
}

const sort = {
  type: 'object',
  required: ['by'],
  additionalProperties: false,
  properties: {
    by: { ...id, description: 'A metric, or `name` for the names of the rows.' },
    order: { type: 'string', enum: ['descending', 'ascending'], default: 'descending' },
  },
}

const top = {
  type: 'object',
  required: ['count'],
  additionalProperties: false,
  properties: {
    count: { type: 'integer', minimum: 1, maximum: MAX_SERIES },
    dimension: { ...id, description: 'The first breakdown when left out.' },
    other: {
      type: 'boolean',
      default: false,
      description: 'Whether the other values are answered as one row.',
    },
  },
  description: 'Only the first values of one dimension, in the order of `sort`.',
}

/** The part of a question's form that says what is done with its rows once they are added up. */
export const SHAPE_SCHEMA = {
  derived: {
    type: 'object',
    maxProperties: MAX_METRICS,
    propertyNames: { pattern: '^[a-z_][a-z0-9_]{0,59}$' },
    additionalProperties: derivation,
    description:
      'Numbers derived from the points or rows of a metric, by id, usable in metrics: { "ctr_week": { "metric": "ctr", "as": "moving_average", "points": 7 } }.',
  },
  conditions,
  sort,
  top,
  subtotals: {
    type: 'array',
    maxItems: MAX_SUBTOTALS,
    items: { type: 'array', maxItems: MAX_BREAKDOWNS, items: id },
    description:
      'Combinations of the breakdowns to total by as well, over time: [["country"], []]. A ratio is divided at the end; what cannot be added up is unavailable, with the reason.',
  },
  weekStart: { type: 'string', enum: WEEK_STARTS, default: 'monday' },
}
