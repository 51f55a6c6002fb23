/** Answers of the query engine, as JSON Schema. Tests hold real answers against them. */
const nullable = (type: string) => ({ type: [type, 'null'] })
const day = { type: 'string', format: 'date' }
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

function object(properties: Record<string, unknown>, optional: string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', required, properties, additionalProperties: false }
}

const byName = (value: unknown) => ({ type: 'object', additionalProperties: value })

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
  MetricSeries: object({
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
  }),
  LeftOutSource: object({
    connectionId: { type: 'string', format: 'uuid' },
    connection: { type: 'string' },
    message: { type: 'string' },
  }),
  StreamUse: object({
    connectionId: { type: 'string', format: 'uuid' },
    connection: { type: 'string' },
    stream: { type: 'string' },
    plugin: { type: 'string' },
    mode: {
      type: 'string',
      enum: ['live', 'sandbox'],
      description: 'The sandbox provides sample data.',
    },
    plan: { type: 'string', enum: ['rollup', 'raw'] },
    detail: { type: 'boolean' },
    until: {
      ...nullable('string'),
      format: 'date',
      description: 'Last day with data.',
    },
    stopped: {
      ...nullable('string'),
      description: 'Why its data ends before the requested period does.',
    },
  }),
  RateUse: object({
    from: { type: 'string' },
    to: { type: 'string' },
    firstDay: day,
    lastDay: day,
    lowest: { type: 'number' },
    highest: { type: 'number' },
    source: { type: 'string' },
  }),
  Provenance: object({
    formula: { type: 'string' },
    streams: { type: 'array', items: ref('StreamUse') },
    rows: { type: 'integer', description: 'Vendor rows behind the number.' },
    freshAt: { ...nullable('string'), format: 'date-time' },
    completeUntil: { ...nullable('string'), format: 'date' },
    reconciled: {
      ...nullable('number'),
      description: 'Match with the vendors’ own totals in percent.',
    },
    compared: {
      ...nullable('number'),
      description: 'How much of the number was compared with a vendor’s total, in percent.',
    },
    leftOut: {
      type: 'array',
      items: ref('LeftOutSource'),
      description: 'Sources that have only one side of the ratio and are no part of it.',
    },
    exchangeRates: { type: 'array', items: ref('RateUse') },
    warnings: {
      type: 'array',
      items: { type: 'string' },
      description: 'What sources say against their own numbers, such as that they are sampled.',
    },
    flags: { type: 'array', items: { type: 'string' } },
  }),
  MetricResult: object({
    range: ref('DayRange'),
    grain: { type: 'string' },
    timeZone: { type: 'string' },
    currency: nullable('string'),
    asOf: { ...nullable('string'), format: 'date-time' },
    series: { type: 'array', items: ref('MetricSeries') },
    totals: ref('MetricValues'),
    comparison: {
      oneOf: [
        { type: 'null' },
        object({
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
      ],
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
    provenance: byName(ref('Provenance')),
  }),
}
