import { refusals, type ErrorRule } from '#kit'

const CODE = 'first(response.body).errorCode'

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm: a list of one, with a code. */
export const errors: ErrorRule[] = [
  {
    status: [401],
    then: 'refreshAuth',
    say: 'Salesforce does not accept this access any more. It was revoked, or the person has left. Connect again.',
  },
  {
    when: `${CODE} == "REQUEST_LIMIT_EXCEEDED" && text(first(response.body).message).contains("TotalRequests")`,
    then: 'rateLimited',
    wait: '3600',
    say: 'The API requests that this Salesforce organization has for 24 hours are used up. The sync retries automatically.',
  },
  {
    when: `${CODE} == "REQUEST_LIMIT_EXCEEDED"`,
    then: 'rateLimited',
    say: 'Salesforce is busy with other requests of this organization. The sync retries automatically.',
  },
  {
    when: `${CODE} == "API_DISABLED_FOR_ORG"`,
    then: 'fail',
    kind: 'authorization',
    say: 'This edition of Salesforce has no API. Salesforce sells it with Enterprise, Unlimited and Performance, and as an option for Professional.',
  },
  {
    when: `${CODE} == "INVALID_QUERY_LOCATOR"`,
    then: 'restart',
    say: 'Salesforce no longer knows where this list went on. It is read again.',
  },
  {
    status: [400],
    when: `${CODE} in ["INVALID_FIELD", "INVALID_TYPE"]`,
    then: 'fail',
    kind: 'authorization',
    say: 'Salesforce shows the connected person no such records or fields. Give read access to leads, contacts, accounts and opportunities, and choose several currencies in the settings of the source only where Salesforce has them.',
  },
  ...refusals({
    403: 'Salesforce refuses access. The connected person needs the permission "API Enabled".',
  }),
  {
    status: [410],
    then: 'fail',
    kind: 'configuration',
    say: 'Salesforce has switched off the version of its API that this source speaks. Update Quarterdeck.',
  },
]
