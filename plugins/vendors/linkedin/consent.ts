import { refusals, type ErrorRule, type Scope } from '#kit'

/** https://learn.microsoft.com/en-us/linkedin/marketing/integrations/migrations : each version lives for a year. */
export const LINKEDIN_VERSION = '202607'
export const LINKEDIN_SUNSET = {
  version: LINKEDIN_VERSION,
  on: '2027-07-15',
  source: 'https://learn.microsoft.com/en-us/linkedin/marketing/integrations/migrations',
}

export const LINKEDIN_HOSTS: Scope[] = [
  { id: 'net:www.linkedin.com', why: 'Requests your consent at LinkedIn, and renews the access.' },
]

/**
 * What every source of LinkedIn signs in with, besides its scopes. Access lives for 60 days; apps of LinkedIn's marketing partners
 * get refresh tokens, which end a year after the consent: https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens
 */
export const LINKEDIN_CONSENT = {
  kind: 'oauth2',
  authorize: 'https://www.linkedin.com/oauth/v2/authorization',
  token: 'https://www.linkedin.com/oauth/v2/accessToken',
  clientAuth: 'body',
  lifetime: 'P60D',
  sandbox: { clientId: 'quarterdeck-linkedin-sandbox', clientSecret: 'sandbox-secret' },
} as const

export const LINKEDIN_HEADERS = {
  'LinkedIn-Version': LINKEDIN_VERSION,
  'X-Restli-Protocol-Version': '2.0.0',
}

/** https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling */
export const LINKEDIN_ERRORS: ErrorRule[] = [
  {
    status: [401],
    when: 'response.body.code == "REVOKED_ACCESS_TOKEN"',
    then: 'reconnect',
    say: 'The access to LinkedIn was removed there. Connect again.',
  },
  {
    status: [426],
    then: 'fail',
    kind: 'configuration',
    say: 'LinkedIn has switched off the version of its API that this source speaks. The operator has to update Quarterdeck.',
  },
  {
    status: [429],
    when: 'response.body.message.contains("APPLICATION")',
    then: 'rateLimited',
    per: 'app',
    say: 'The daily number of LinkedIn calls of this installation is used up. It begins anew at midnight UTC, and the sync continues automatically.',
  },
  ...refusals({
    429: 'The daily number of LinkedIn calls of the connected person is used up. It begins anew at midnight UTC, and the sync continues automatically.',
  }),
]
