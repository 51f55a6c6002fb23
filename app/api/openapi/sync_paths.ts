import { problems } from './problems.js'

const text = { type: 'string' }
const count = { type: 'integer', minimum: 0 }
const moment = { type: 'string', format: 'date-time' }
const momentOrNull = { type: ['string', 'null'], format: 'date-time' }

function object(properties: Record<string, unknown>) {
  return {
    type: 'object',
    required: Object.keys(properties),
    properties,
    additionalProperties: false,
  }
}

export const SYNC_SCHEMAS = {
  Sync: object({
    id: { ...text, format: 'uuid' },
    connectionId: { ...text, format: 'uuid' },
    kind: { ...text, enum: ['scheduled', 'manual', 'backfill', 'import', 'webhook'] },
    status: {
      ...text,
      enum: ['queued', 'running', 'waiting', 'succeeded', 'partial', 'failed', 'cancelled'],
      description: 'partial: something was left out or does not match the vendor’s own totals.',
    },
    window: {
      oneOf: [
        { type: 'null' },
        object({ from: { ...text, format: 'date' }, to: { ...text, format: 'date' } }),
      ],
    },
    records: object({
      read: count,
      written: count,
      restated: count,
      unchanged: count,
      rejected: count,
    }),
    error: {
      oneOf: [
        { type: 'null' },
        object({
          kind: { type: ['string', 'null'] },
          code: text,
          message: { type: ['string', 'null'] },
        }),
      ],
    },
    queuedAt: moment,
    startedAt: momentOrNull,
    finishedAt: momentOrNull,
  }),
}

export const syncPaths = {
  get: {
    operationId: 'readSync',
    summary: 'Status of a sync or an import',
    description: 'Needs the scope syncs:read.',
    tags: ['Syncs'],
    security: [{ apiKey: ['syncs:read'] }],
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        schema: { type: 'string', format: 'uuid' },
        description: 'The run: runId of an accepted import.',
      },
    ],
    responses: {
      200: {
        description: 'The run with its counts.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Sync' } } },
      },
      ...problems(404),
    },
  },
}
