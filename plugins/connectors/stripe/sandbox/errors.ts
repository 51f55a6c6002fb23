import type { SandboxReply } from '#kit'

/** https://docs.stripe.com/api/errors and https://docs.stripe.com/error-codes */
interface Failure {
  type: 'invalid_request_error' | 'api_error' | 'card_error' | 'idempotency_error'
  message: string
  code?: string
  param?: string
}

export class Rejected extends Error {
  constructor(
    readonly status: number,
    readonly failure: Failure
  ) {
    super(failure.message)
  }

  reply(): SandboxReply {
    return {
      status: this.status,
      headers: { 'request-id': 'req_1TbSqaEZpD6kXrae' },
      body: bodyOf(this.failure),
    }
  }
}

function bodyOf({ type, message, code, param }: Failure) {
  return {
    error: {
      ...(code
        ? { code, doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}` }
        : {}),
      message,
      ...(param ? { param } : {}),
      type,
    },
  }
}

export const badParameter = (code: string, param: string, message: string) =>
  new Rejected(400, { type: 'invalid_request_error', code, param, message })

const FAILURES: Record<number, Failure> = {
  401: {
    type: 'invalid_request_error',
    message: 'Invalid API Key provided: sk_test_********************0000',
  },
  403: {
    type: 'invalid_request_error',
    message:
      "The provided key 'rk_test_****' does not have the required permissions for this endpoint on account 'acct_1HarborCoffee'.",
  },
  429: {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message:
      'Request rate limit exceeded. Learn more about rate limits here https://docs.stripe.com/rate-limits.',
  },
}

const SERVER_FAILURE: Failure = {
  type: 'api_error',
  message:
    'An unknown error occurred. Please try again, and contact support if this error persists.',
}

export const failureBody = (status: number) => bodyOf(FAILURES[status] ?? SERVER_FAILURE)
