import type { Scope } from '#kit'

export const MICROSOFT_HOSTS: Scope[] = [
  {
    id: 'net:login.microsoftonline.com',
    why: 'Requests your consent at Microsoft, and renews the access.',
  },
]

/** Without it Microsoft sends no refresh token. */
export const OFFLINE = {
  id: 'offline_access',
  why: 'Keeps the access, so that you need not sign in for each sync.',
}

/**
 * What every source of Microsoft signs in with, besides its scopes: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow
 * `common` takes work, school and personal accounts. Each renewal answers a new refresh token, and the old one has to be discarded; they
 * have no stated life.
 */
export const MICROSOFT_CONSENT = {
  kind: 'oauth2',
  authorize: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
  token: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
  pkce: true,
  clientAuth: 'body',
  lifetime: 'PT1H',
  sandbox: {
    clientId: '7b4f2f0e-31d8-4a5c-9c55-4f0e3f6f1a20',
    clientSecret: 'sandbox-secret',
  },
} as const
