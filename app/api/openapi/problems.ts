/** What every refusal looks like (RFC 9457), and which ones a route can answer. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: {
      type: 'string',
      description: 'What happened, what it means and what to do, for a person.',
    },
    code: {
      type: 'string',
      pattern: '^E_[A-Z0-9_]+$',
      description: 'For programs; it does not change.',
    },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: {
          field: { type: 'string' },
          message: { type: 'string' },
          rule: { type: 'string' },
        },
      },
    },
  },
}

const DESCRIPTIONS: Record<number, string> = {
  400: 'The request cannot be read.',
  401: 'No valid API key.',
  402: 'The plan has no room for it, or does not include it; the sentence says when it continues.',
  403: 'The key lacks the scope.',
  404: 'Not found in the organization of the key.',
  409: 'Conflict with the current state.',
  413: 'The body is too large.',
  415: 'The content type is not accepted.',
  422: 'The request is valid but was refused; `detail` says why.',
  429: 'Too many requests; Retry-After says how long to wait.',
}

/** Every route behind a key answers these. */
const ALWAYS = [400, 401, 402, 403, 429]

export function problems(...more: number[]) {
  const statuses = [...ALWAYS, ...more].sort()
  return Object.fromEntries(statuses.map((status) => [String(status), problem(status)]))
}

function problem(status: number) {
  return {
    description: DESCRIPTIONS[status],
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}
