import type { SandboxReply } from '#kit'

/**
 * Failures as the API words them:
 * https://developers.google.com/google-ads/api/docs/best-practices/error-types and
 * https://developers.google.com/google-ads/api/rest/design/errors.
 */
const STATUSES: Record<number, [status: string, message: string]> = {
  400: ['INVALID_ARGUMENT', 'Request contains an invalid argument.'],
  401: [
    'UNAUTHENTICATED',
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid ' +
      'authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  ],
  403: ['PERMISSION_DENIED', 'The caller does not have permission'],
  404: ['NOT_FOUND', 'Requested entity was not found.'],
  408: ['DEADLINE_EXCEEDED', 'Deadline exceeded.'],
  429: ['RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'],
  500: ['INTERNAL', 'Internal error encountered.'],
  503: ['UNAVAILABLE', 'The service is currently unavailable.'],
}

const REQUEST_ID = 'AzGpOCwVz3KnmPjE2oZc-w'

export interface Particulars {
  /** For example `{ queryError: 'UNRECOGNIZED_FIELD' }`. */
  errorCode: Record<string, string>
  message: string
  /** Particulars of the kind, for example `{ quotaErrorDetails: { retryDelay: '5s' } }`. */
  details?: Record<string, unknown>
  version?: string
}

/** The body of a failure; `details` hold what the Ads API itself says. */
export function failureBody(status: number, particulars?: Particulars) {
  const [name, message] = STATUSES[status] ?? STATUSES[500]
  const details = particulars && [
    {
      '@type': `type.googleapis.com/google.ads.googleads.${particulars.version ?? 'v25'}.errors.GoogleAdsFailure`,
      'errors': [errorOf(particulars)],
      'requestId': REQUEST_ID,
    },
  ]
  return { error: { code: status, message, status: name, ...(details ? { details } : {}) } }
}

const errorOf = ({ errorCode, message, details }: Particulars) => ({
  errorCode,
  message,
  ...(details ? { details } : {}),
})

/**
 * https://developers.google.com/google-ads/api/docs/best-practices/quotas: the wait stands in the details of the
 * error, not in a header.
 */
export function failureOf(
  status: number,
  { retryAfterSeconds }: { retryAfterSeconds?: number } = {}
) {
  if (status !== 429 || retryAfterSeconds === undefined) {
    return failureBody(status)
  }
  return failureBody(status, {
    errorCode: { quotaError: 'RESOURCE_TEMPORARILY_EXHAUSTED' },
    message: 'Too many requests. Retry later.',
    details: {
      quotaErrorDetails: {
        rateScope: 'DEVELOPER',
        rateName: 'Requests per minute',
        retryDelay: `${retryAfterSeconds}s`,
      },
    },
  })
}

/** A request that the API does not carry out. Thrown where it is noticed, answered in one place. */
export class Rejected extends Error {
  constructor(
    readonly status: number,
    readonly particulars?: Particulars
  ) {
    super(particulars?.message ?? String(status))
  }

  reply(isStream: boolean, version: string): SandboxReply {
    const particulars = this.particulars && { ...this.particulars, version }
    const body = failureBody(this.status, particulars)
    // A stream is an array of chunks, and so is its failure.
    return {
      status: this.status,
      headers: { 'request-id': REQUEST_ID },
      body: isStream ? [body] : body,
    }
  }
}

export const queryError = (code: string, message: string) =>
  new Rejected(400, { errorCode: { queryError: code }, message })
