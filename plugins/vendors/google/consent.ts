import type { Scope } from '#kit'

/** The hosts of Google's authorization server, which each of its sources calls. */
export const GOOGLE_HOSTS: Scope[] = [
  { id: 'net:accounts.google.com', why: 'Requests your consent at Google.' },
  { id: 'net:oauth2.googleapis.com', why: 'Exchanges your consent for access, and revokes it.' },
]

/** What every source of Google signs in with, besides its scopes: https://developers.google.com/identity/protocols/oauth2/web-server */
export const GOOGLE_CONSENT = {
  kind: 'oauth2',
  authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  revoke: 'https://oauth2.googleapis.com/revoke',
  pkce: true,
  clientAuth: 'body',
  // Without both, Google sends no refresh token the second time the same person consents.
  parameters: { access_type: 'offline', prompt: 'consent' },
  lifetime: 'PT1H',
  sandbox: {
    clientId: 'quarterdeck-sandbox.apps.googleusercontent.com',
    clientSecret: 'sandbox-secret',
  },
} as const
