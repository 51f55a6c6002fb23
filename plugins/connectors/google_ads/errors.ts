import type { ErrorRule } from '#kit'

/**
 * https://developers.google.com/google-ads/api/docs/best-practices/error-types. The particular error stands deep
 * inside `details`, and some methods wrap the whole answer in an array, so rules look for its name in the text.
 */
const names = (...errors: string[]) =>
  errors.map((error) => `json(response.body).contains("${error}")`).join(' || ')

export const errors: ErrorRule[] = [
  {
    status: [403],
    when: names('DEVELOPER_TOKEN_NOT_APPROVED', 'DEVELOPER_TOKEN_PROHIBITED'),
    then: 'fail',
    kind: 'configuration',
    say: 'Google does not accept the developer token of this installation for real accounts yet. The operator has to apply for basic access in the Google Ads API Center.',
  },
  {
    status: [400, 401, 403],
    when: names('DEVELOPER_TOKEN_INVALID', 'DEVELOPER_TOKEN_PARAMETER_MISSING'),
    then: 'fail',
    kind: 'configuration',
    say: 'The Google Ads developer token of this installation is missing or wrong. The operator has to set it with oauth-client:set.',
  },
  {
    status: [400, 403],
    when: names('CUSTOMER_NOT_ENABLED', 'CUSTOMER_NOT_FOUND', 'REQUESTED_METRICS_FOR_MANAGER'),
    then: 'skip',
    say: 'This ad account is closed, or only manages other accounts, so it has no data.',
  },
  {
    status: [400],
    when: names('EXPIRED_PAGE_TOKEN', 'INVALID_PAGE_TOKEN'),
    then: 'restart',
    say: 'Google no longer knows where the last sync stopped, so it starts again.',
  },
  {
    status: [403],
    then: 'reconnect',
    say: 'The connected Google account no longer has access to this ad account. Request access in Google Ads, or connect another account.',
  },
  {
    status: [429],
    then: 'rateLimited',
    wait: 'coalesce(response.body.error.details[0].errors[0].details.quotaErrorDetails.retryDelay, response.body[0].error.details[0].errors[0].details.quotaErrorDetails.retryDelay)',
    say: 'Google has limited the number of requests. The sync retries automatically.',
  },
  {
    when: names('UNSUPPORTED_VERSION'),
    then: 'fail',
    say: 'Google has retired this version of its API. Update Quarterdeck.',
  },
]
