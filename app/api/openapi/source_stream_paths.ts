import { problems } from './problems.js'

const text = { type: 'string' }
const choices = { type: 'object', additionalProperties: { type: 'boolean' } }

function object(properties: Record<string, object>) {
  const required = Object.keys(properties)
  return { type: 'object', required, properties, additionalProperties: false }
}

const SourceStream = object({
  name: text,
  title: text,
  on: { type: 'boolean', description: 'Whether it is read.' },
  optional: { type: 'boolean', description: 'Off until it is switched on.' },
  checkedAt: { type: ['string', 'null'], format: 'date-time' },
  completeUntil: { type: ['string', 'null'], format: 'date' },
})

export const SOURCE_STREAM_SCHEMAS = {
  SourceStream,
  SourceStreams: object({
    streams: { type: 'array', items: { $ref: '#/components/schemas/SourceStream' } },
  }),
  StreamChoices: object({ streams: choices }),
}

export const sourceStreamPaths = {
  patch: {
    operationId: 'chooseSourceStreams',
    summary: 'Switch streams of a source on and off',
    description:
      'From the next sync on. What was read of a stream stays when it is switched off, and reading continues where it stopped. Streams that are not named ' +
      'stay as they are, so that an empty object changes nothing and answers all of them. Needs the scope sources:write.',
    tags: ['Sources'],
    security: [{ apiKey: ['sources:write'] }],
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        schema: text,
        description: 'Id or slug of the source.',
      },
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/StreamChoices' },
          example: { streams: { ad_days: true, keyword_days: false } },
        },
      },
    },
    responses: {
      200: {
        description: 'All streams of the source.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/SourceStreams' } } },
      },
      ...problems(404, 409, 415, 422),
    },
  },
}
