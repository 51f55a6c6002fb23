import { problems } from './problems.js'

const day = { type: 'string', format: 'date' }
const text = { type: 'string', minLength: 1, maxLength: 500 }
const properties = {
  id: { type: ['string', 'null'], description: 'Null for what happened of itself.' },
  kind: { type: 'string', enum: ['note', 'restated', 'campaign_started', 'campaign_ended'] },
  from: day,
  to: day,
  text,
  author: { type: ['string', 'null'], description: 'Null for what no member wrote.' },
}

export const ANNOTATION_SCHEMAS = {
  Annotation: {
    type: 'object',
    required: Object.keys(properties),
    properties,
    additionalProperties: false,
  },
  NewAnnotation: {
    type: 'object',
    required: ['text', 'from'],
    properties: { text, from: day, to: { ...day, description: '`from` when left out.' } },
  },
}

const schema = (of: string) => ({ $ref: `#/components/schemas/${of}` })
const json = (of: object, example?: object) => ({
  'application/json': { schema: of, ...(example && { example }) },
})
const needs = (scope: string) => ({
  description: `Needs the scope ${scope}.`,
  tags: ['Annotations'],
  security: [{ apiKey: [scope] }],
})

export const annotationPaths = {
  get: {
    operationId: 'listAnnotations',
    summary: 'What happened in a period',
    ...needs('metrics:read'),
    parameters: ['from', 'to'].map((name) => ({ name, in: 'query', required: true, schema: day })),
    responses: {
      200: {
        description: 'Notes, campaigns that began or ended, and old numbers that a source changed.',
        content: json({
          type: 'object',
          required: ['annotations'],
          properties: { annotations: { type: 'array', items: schema('Annotation') } },
        }),
      },
      ...problems(422),
    },
  },
  post: {
    operationId: 'createAnnotation',
    summary: 'Add an annotation',
    ...needs('annotations:write'),
    requestBody: {
      required: true,
      content: json(schema('NewAnnotation'), { text: 'Release 4.2', from: '2026-11-30' }),
    },
    responses: {
      201: { description: 'The annotation.', content: json(schema('Annotation')) },
      ...problems(413, 415, 422),
    },
  },
}
