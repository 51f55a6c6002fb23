import { MAX_BREAKDOWNS, MAX_FILTERS, MAX_METRICS, MAX_SERIES } from '../planning/question.js'
import { RANGE_PRESETS } from '../planning/presets.js'
import { SHAPE_SCHEMA } from './shape_schema.js'
import type { Comparison, FilterOperator, Grain } from '../types.js'

const id = { type: 'string', minLength: 1, maxLength: 200 }
const day = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'Calendar day, YYYY-MM-DD.',
}

const GRAINS: Grain[] = ['total', 'hour', 'day', 'week', 'month', 'quarter', 'year']
const COMPARISONS: Comparison[] = [
  'none',
  'previous_period',
  'previous_year',
  'same_weeks_last_year',
]
const FILTER_OPERATORS: FilterOperator[] = [
  'in',
  'not_in',
  'equals',
  'not_equals',
  'contains',
  'not_contains',
  'starts_with',
  'is_empty',
  'is_not_empty',
]

const filter = {
  type: 'object',
  required: ['dimension', 'operator'],
  additionalProperties: false,
  properties: {
    dimension: id,
    operator: { type: 'string', enum: FILTER_OPERATORS },
    values: {
      type: 'array',
      maxItems: 1_000,
      items: { type: 'string', maxLength: 1_000 },
      description:
        'Left out for is_empty and is_not_empty. Of contains and starts_with the first one counts.',
    },
  },
}

const range = {
  type: 'object',
  description:
    'Either from and to, both days included, or a preset seen from today in the time zone.',
  additionalProperties: false,
  properties: { from: day, to: day, preset: { type: 'string', enum: RANGE_PRESETS } },
  oneOf: [{ required: ['from', 'to'] }, { required: ['preset'] }],
}

/**
 * The form of a question, as JSON Schema 2020-12. The one source: requests are checked against it and the
 * published API description contains it.
 */
export const METRIC_QUERY_SCHEMA = {
  type: 'object',
  required: ['metrics', 'range'],
  additionalProperties: false,
  properties: {
    metrics: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_METRICS,
      items: id,
      description: 'Ids of metrics, of formulas of this question, or bare names of columns.',
    },
    breakdowns: {
      type: 'array',
      maxItems: MAX_BREAKDOWNS,
      items: id,
      description:
        'Ids of dimensions. A column of a file, `<source>:<column>`, may be asked by its bare name where only one is meant.',
    },
    filters: { type: 'array', maxItems: MAX_FILTERS, items: filter },
    range,
    grain: { type: 'string', enum: GRAINS, default: 'total' },
    comparison: { type: ['string', 'null'], enum: [...COMPARISONS, null] },
    moreComparisons: {
      type: 'array',
      maxItems: 2,
      items: { type: 'string', enum: COMPARISONS },
      description: 'Further periods to compare with; answered in `moreComparisons`.',
    },
    currency: {
      type: ['string', 'null'],
      pattern: '^[A-Z]{3}$',
      description:
        'ISO 4217. Left out: amounts keep their currency, and adding different ones is refused.',
    },
    timeZone: {
      type: ['string', 'null'],
      maxLength: 100,
      description: 'IANA zone; the organization’s when left out.',
    },
    asOf: {
      type: ['string', 'null'],
      maxLength: 40,
      description: 'Answer with what was known then: a day or an ISO 8601 time.',
    },
    formulas: {
      type: 'object',
      maxProperties: MAX_METRICS,
      propertyNames: { pattern: '^[a-z_][a-z0-9_]{0,59}$' },
      additionalProperties: { type: 'string', minLength: 1, maxLength: 500 },
      description:
        'Formulas of this question by id, usable in metrics: { "profit": "revenue - spend" }. Ids with other characters than letters, digits and _ stand in square brackets: "[my-sheet:net_sales] / orders".',
    },
    limit: { type: 'integer', minimum: 1, maximum: MAX_SERIES, default: 250 },
    ...SHAPE_SCHEMA,
  },
}
