import { REPORT_FORMATS } from '#reports'
import { problems } from './problems.js'

const text = { type: 'string' }
const textOrNull = { type: ['string', 'null'] }
const moment = { type: 'string', format: 'date-time' }
const momentOrNull = { type: ['string', 'null'], format: 'date-time' }
const count = { type: 'integer', minimum: 0 }
const id = { type: 'string', format: 'uuid' }
const format = { type: 'string', enum: [...REPORT_FORMATS] }

function object(properties: Record<string, unknown>) {
  return {
    type: 'object',
    required: Object.keys(properties),
    properties,
    additionalProperties: false,
  }
}

const listOf = (items: object) => ({ type: 'array', items })

export const REPORT_SCHEMAS = {
  Report: object({ id, name: text, version: count, updatedAt: moment, lastRunAt: momentOrNull }),
  ReportRun: object({
    ...{ id, reportId: id, version: count },
    state: {
      ...{ type: 'string', enum: ['waiting', 'held', 'finished', 'failed', 'discarded'] },
      description: '`held`: the send gate found something, and a person decides.',
    },
    findings: listOf(object({ rule: text, message: text })),
    ...{ code: textOrNull, message: textOrNull, createdAt: moment, finishedAt: momentOrNull },
    files: listOf(object({ format, bytes: count, address: text })),
  }),
}

const schema = (of: string) => ({ $ref: `#/components/schemas/${of}` })
const json = (of: object) => ({ 'application/json': { schema: of } })
const parameter = (name: string, of: object) => ({ name, in: 'path', required: true, schema: of })

const operation = (operationId: string, summary: string, scope: string) => ({
  ...{ operationId, summary, description: `Needs the scope ${scope}.`, tags: ['Reports'] },
  security: [{ apiKey: [scope] }],
})

export const reportPaths = {
  '/reports': {
    get: {
      ...operation('listReports', 'Reports', 'reports:read'),
      responses: {
        200: {
          description: 'Latest change first.',
          content: json(object({ reports: listOf(schema('Report')) })),
        },
        ...problems(),
      },
    },
  },
  '/reports/{id}/runs': {
    post: {
      ...operation('runReport', 'Make the files of a report', 'reports:write'),
      parameters: [parameter('id', id)],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: object({ formats: { ...listOf(format), minItems: 1, uniqueItems: true } }),
            example: { formats: ['pdf', 'xlsx'] },
          },
        },
      },
      responses: {
        202: {
          description: 'It waits for a worker. Read it again until its state is another one.',
          headers: { location: { schema: text, description: 'Address of the run.' } },
          content: json(schema('ReportRun')),
        },
        ...problems(404, 415, 422),
      },
    },
  },
  '/reports/runs/{id}': {
    get: {
      ...operation('readReportRun', 'A run of a report', 'reports:read'),
      parameters: [parameter('id', id)],
      responses: {
        200: { description: 'The run.', content: json(schema('ReportRun')) },
        ...problems(404),
      },
    },
  },
  '/reports/runs/{id}/files/{format}': {
    get: {
      ...operation('readReportFile', 'A file of a run', 'reports:read'),
      parameters: [parameter('id', id), parameter('format', format)],
      responses: {
        200: {
          description: 'The file; CSV is packed by gzip.',
          content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
        },
        ...problems(404),
      },
    },
  },
}
