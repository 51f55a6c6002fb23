import type { Cel, Duration, Path, Scope, Template, Text } from './text.js'

export interface CredentialField {
  label: Text
  secret?: true
  pattern?: string
  help?: Text
}

/** OAuth 2 authorization code, RFC 6749 with PKCE (RFC 7636) where the vendor supports it. */
export interface OAuth2 {
  kind: 'oauth2'
  authorize: string
  token: string
  revoke?: string
  scopes: Scope[]
  pkce?: boolean
  clientAuth?: 'body' | 'basic'
  scopeSeparator?: string
  /** Extra query parameters of the consent page, for example `access_type: 'offline'`. */
  parameters?: Record<string, string>
  /** Life of an access token where the vendor does not say. */
  lifetime?: Duration
  /** The vendor replaces the refresh token at each use. */
  rotates?: boolean
  /** Values of the platform's own client besides id and secret, for example a developer token. */
  clientFields?: Record<string, CredentialField>
  header?: [name: string, value: Template]
}

/** A key that the person pastes. `header` and `query` may use `{credentials.…}`. */
export interface ApiKey {
  kind: 'apiKey'
  fields: Record<string, CredentialField>
  header?: [name: string, value: Template]
  query?: [name: string, value: Template]
}

export interface Basic {
  kind: 'basic'
  fields: Record<string, CredentialField>
  user: Template
  password: Template
}

export interface NoAuth {
  kind: 'none'
}

export type Auth = OAuth2 | ApiKey | Basic | NoAuth

/** What to do after a response, and the sentence for the person. First matching rule wins. */
export interface ErrorRule {
  status?: number[]
  /** Over `response`. */
  when?: Cel
  then: ErrorAction
  /** Path to seconds or an HTTP date in the body, or `header:retry-after`. */
  wait?: Path
  say?: Text
}

export type ErrorAction =
  'retry' | 'rateLimited' | 'refreshAuth' | 'reconnect' | 'skip' | 'narrow' | 'fail'

/** The four kinds of failure a person sees. */
export type ErrorKind = 'configuration' | 'authorization' | 'temporary' | 'permanent'
