import { refusals, type ErrorRule } from '#kit'

/** https://developers.hubspot.com/docs/api-reference/error-handling */
export const errors: ErrorRule[] = [
  {
    status: [401],
    when: 'response.body.category == "EXPIRED_AUTHENTICATION"',
    then: 'refreshAuth',
    say: 'The access to HubSpot has expired. It is renewed automatically.',
  },
  ...refusals({
    401: 'HubSpot does not accept this access. The private app may have been deleted or its token replaced. Connect again with a current token.',
    403: 'HubSpot refuses to show this. Give the private app, or the person who connected, read access to contacts, companies and deals.',
  }),
  {
    status: [400],
    when: 'json(response.body).contains("10,000") || json(response.body).contains("10000")',
    then: 'narrow',
    say: 'HubSpot lists at most 10,000 records at a time. The sync asks for a shorter period.',
  },
  {
    status: [429],
    when: 'response.body.policyName == "DAILY"',
    then: 'rateLimited',
    wait: '3600',
    say: 'The daily number of calls of this HubSpot account is used up. The sync continues when HubSpot allows it.',
  },
  ...refusals({
    429: 'HubSpot has limited the number of requests. The sync retries automatically.',
  }),
  {
    status: [477],
    then: 'rateLimited',
    say: 'HubSpot is moving this account to another region and answers later. The sync retries automatically.',
  },
]
