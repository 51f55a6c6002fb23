/** Answers of the query engine, as JSON Schema. Tests hold real answers against them. */
import { byName, day, nullable, object, ref } from './schema_words.js'
import { PROVENANCE_SCHEMAS } from './provenance_schemas.js'

export const UNIT = {
  type: 'string',
  enum: ['count', 'currency', 'percent', 'seconds', 'bytes', 'score', 'number'],
}
const REASON = {
  type: 'string',
  enum: [
    'no_source',
    'no_rows',
    'no_match',
    'no_denominator',
    'not_additive',
    'mixed_currencies',
    'operand_unavailable',
    'too_large',
    'no_total',
    'in_progress',
  ],
}

export const RESULT_SCHEMAS = {
  AvailableValue: {
    ...object(
      {
        status: { const: 'available' },
        value: { type: 'number' },
        unit: UNIT,
        currency: { type: 'string' },
      },
      ['currency']
    ),
    description: 'Money in major units, percentages in percent points.',
  },
  UnavailableValue: {
    ...object({ status: { const: 'unavailable' }, reason: REASON, message: { type: 'string' } }),
    description: 'Why the value is unavailable. It is never replaced by zero.',
  },
  MetricValue: { oneOf: [ref('AvailableValue'), ref('UnavailableValue')] },
  MetricValues: { ...byName(ref('MetricValue')), description: 'By metric id.' },
  DayRange: object({ from: day, to: day }),
  MetricChange: {
    ...object({
      state: { type: 'string', enum: ['whole', 'partial', 'none', 'in_progress'] },
      current: ref('MetricValue'),
      earlier: ref('MetricValue'),
      days: {
        oneOf: [{ type: 'null' }, object({ current: ref('DayRange'), earlier: ref('DayRange') })],
      },
      message: nullable('string'),
    }),
    description:
      'How a number moved, over the sources and days that both periods cover; the message says what is left out.',
  },
  MetricChanges: { ...byName(ref('MetricChange')), description: 'By metric id.' },
  MetricPoint: object({
    at: { type: 'string', description: 'First day of the bucket; YYYY-MM-DDTHH:00 for hours.' },
    values: ref('MetricValues'),
  }),
  MetricSeries: object(
    {
      other: {
        ...object({ dimension: { type: 'string' }, values: { type: 'integer' } }),
        description: 'Only of the row that holds all values beyond the first ones.',
      },
      breakdown: {
        ...byName(nullable('string')),
        description: 'Dimension id → what a person reads.',
      },
      keys: { ...byName(nullable('string')), description: 'Dimension id → stable identity.' },
      rest: {
        ...nullable('string'),
        description:
          'A sentence where the totals of a source hold these numbers and its detailed report leaves them out, such as spend without an ad.',
      },
      points: { type: 'array', items: ref('MetricPoint') },
      totals: ref('MetricValues'),
      changes: { oneOf: [{ type: 'null' }, ref('MetricChanges')] },
    },
    ['other']
  ),
  ...PROVENANCE_SCHEMAS,
  ComparedAnswer: object({
    kind: { type: 'string' },
    range: ref('DayRange'),
    since: {
      ...nullable('string'),
      format: 'date',
      description: 'First day with numbers, where the compared period begins before it.',
    },
    series: { type: 'array', items: ref('MetricSeries') },
    totals: ref('MetricValues'),
    changes: ref('MetricChanges'),
  }),
  MetricResult: object(
    {
      range: ref('DayRange'),
      grain: { type: 'string' },
      weekStart: { type: 'string', description: 'Only where weeks begin on Sunday.' },
      timeZone: { type: 'string' },
      currency: nullable('string'),
      asOf: { ...nullable('string'), format: 'date-time' },
      series: { type: 'array', items: ref('MetricSeries') },
      totals: ref('MetricValues'),
      comparison: { oneOf: [{ type: 'null' }, ref('ComparedAnswer')] },
      moreComparisons: { type: 'array', items: ref('ComparedAnswer') },
      subtotals: {
        type: 'array',
        items: object({
          by: { type: 'array', items: { type: 'string' } },
          series: { type: 'array', items: ref('MetricSeries') },
        }),
        description: 'In the order asked.',
      },
      truncated: {
        oneOf: [
          { type: 'null' },
          object({
            shown: { type: 'integer' },
            total: { type: 'integer' },
            message: { type: 'string' },
          }),
        ],
      },
      conditions: object({
        kept: { type: 'integer' },
        total: { type: 'integer' },
        message: { type: 'string' },
      }),
      provenance: byName(ref('Provenance')),
    },
    ['weekStart', 'moreComparisons', 'subtotals', 'conditions']
  ),
}
