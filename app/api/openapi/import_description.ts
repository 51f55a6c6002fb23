import { problems } from './problems.js'

const text = { type: 'string' }
const count = { type: 'integer', minimum: 0 }
const nullable = (type: string) => ({ type: [type, 'null'] })
const listOf = (items: object) => ({ type: 'array', items })
const record = (properties: Record<string, object>) => ({
  type: 'object',
  required: Object.keys(properties),
  additionalProperties: false,
  properties,
})

/** What was found in a file, in every answer about its import. */
export const FOUND_IN_FILE = {
  findings: {
    ...listOf(
      record({
        label: text,
        column: nullable('string'),
        text,
        evidence: text,
        tone: { ...text, enum: ['likely', 'check', 'question'] },
      })
    ),
    description: 'What was assumed about the file, with the reason.',
  },
  ignoredColumns: listOf(record({ name: text, reason: text })),
  excludedRows: {
    ...listOf(
      record({
        position: count,
        kind: { ...text, enum: ['total', 'units', 'names', 'note', 'table'] },
        text,
        reason: text,
      })
    ),
    description:
      'Rows that hold no data of their own: totals, units, repeated names, remarks, and where another table begins.',
  },
}

export const IMPORT_DESCRIPTION = record({
  importId: { ...text, format: 'uuid' },
  runId: { ...nullable('string'), format: 'uuid' },
  source: nullable('string'),
  fileName: text,
  state: text,
  days: { anyOf: [record({ from: text, to: text }), { type: 'null' }] },
  grain: {
    ...{ ...text, enum: ['day', 'week', 'month', 'quarter', 'year'] },
    description: 'What one row stands for; it counts on the first day of it.',
  },
  records: record({ read: count, written: count, rejected: count, excluded: count }),
  columns: listOf(
    record({
      name: text,
      use: text,
      feeds: { ...listOf(text), description: 'Metrics or dimensions that it feeds.' },
      unit: nullable('string'),
      scale: nullable('string'),
    })
  ),
  ...FOUND_IN_FILE,
  rejections: {
    ...listOf(
      record({
        code: text,
        field: nullable('string'),
        rows: count,
        position: count,
        reason: text,
        samples: listOf(record({ position: count, value: nullable('string') })),
      })
    ),
    description: 'Why rows were rejected: one entry for each reason, the most frequent first.',
  },
  error: { anyOf: [record({ code: text, message: text }), { type: 'null' }] },
})

export const importDescriptionPaths = {
  get: {
    operationId: 'describeImport',
    summary: 'What became of a file',
    description:
      'What was assumed about it, which columns and rows were left out, and why rows were rejected. Needs the scope ' +
      'imports:write.',
    tags: ['Imports'],
    security: [{ apiKey: ['imports:write'] }],
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
    ],
    responses: {
      200: {
        description: 'The import as it stands.',
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/ImportDescription' } },
        },
      },
      ...problems(404),
    },
  },
}
