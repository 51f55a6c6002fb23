import type { Cel, Duration, Scope, Template, Text } from './text.js'

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
  /** The client that the built-in vendor emulator knows. Public: it opens the emulator and nothing else. */
  sandbox?: { clientId: string; clientSecret: string; fields?: Record<string, string> }
  /** `Authorization: Bearer {credentials.accessToken}` where not given. */
  header?: [name: string, value: Template]
}

/** A key that the person pastes. `header` and `query` may use `{credentials.…}`. */
export interface ApiKey {
  kind: 'apiKey'
  fields: Record<string, CredentialField>
  /** Values that the built-in vendor emulator accepts. */
  sandbox?: Record<string, string>
  header?: [name: string, value: Template]
  query?: [name: string, value: Template]
}

export interface Basic {
  kind: 'basic'
  fields: Record<string, CredentialField>
  sandbox?: Record<string, string>
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
  /** Seconds, `12s` or an HTTP date: an expression over `response`. `Retry-After` is always read. */
  wait?: Cel
  /** Where the kind that follows from the action is not the right one. */
  kind?: ErrorKind
  /** What happened and what to do, for the person. Without it the host says what it knows. */
  say?: Text
}

/**
 * `retry`: again with back-off · `rateLimited`: wait as told, without using an attempt up · `refreshAuth`: new
 * access token, then again · `reconnect`: the person has to connect again · `restart`: the page token is no longer
 * valid, begin the slice again · `skip`: this account or part has nothing to read, go on · `narrow`: ask for a shorter
 * window · `fail`: give up.
 */
export type ErrorAction =
  'retry' | 'rateLimited' | 'refreshAuth' | 'reconnect' | 'restart' | 'skip' | 'narrow' | 'fail'

/** The four kinds of failure a person sees. */
export type ErrorKind = 'configuration' | 'authorization' | 'temporary' | 'permanent'
