import { problems } from './problems.js'

export const eventPaths = {
  get: {
    operationId: 'streamEvents',
    summary: 'Hear of changed data',
    description:
      'Needs the scope metrics:read. Server-sent events: connected at first, changed whenever the data of the organization has ' +
      'changed, and ended when the key no longer works. The id of an event names the state of the data. Send the last one as ' +
      'Last-Event-ID when you come back: what changed meanwhile is told at once.',
    tags: ['Events'],
    security: [{ apiKey: ['metrics:read'] }],
    parameters: [
      {
        name: 'Last-Event-ID',
        in: 'header',
        required: false,
        schema: { type: 'string' },
        description: 'The id of the last event that was heard.',
      },
    ],
    responses: {
      200: {
        description: 'Events, as long as the connection stays open.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      ...problems(),
    },
  },
}
