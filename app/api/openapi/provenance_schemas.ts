import { day, nullable, object, ref } from './schema_words.js'

/** Where a number comes from. */
export const PROVENANCE_SCHEMAS = {
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
}
