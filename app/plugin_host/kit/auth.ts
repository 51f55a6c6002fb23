import {
  constant,
  duration,
  flag,
  humanText,
  list,
  named,
  object,
  oneOf,
  optional,
  path,
  plainText,
  shaped,
  template,
  variants,
  type Static,
} from './notation.js'
import { signature } from './signature.js'

/** A permission with the reason a person reads before installing. */
export const scope = object({
  /** `net:api.example.com`, `net:*.example.com`, `metrics:write`, `records:pii`, `files:read`. */
  id: plainText,
  why: humanText,
  optional: optional(constant(true)),
})
export type Scope = Static<typeof scope>

export const credentialField = object({
  label: humanText,
  /** Encrypted, and never shown again. */
  secret: optional(constant(true)),
  /** Several lines, such as a private key or the JSON file of a service account. */
  multiline: optional(constant(true)),
  pattern: optional(plainText),
  help: optional(humanText),
})
export type CredentialField = Static<typeof credentialField>

const fields = named(credentialField, { minProperties: 1 })
const address = shaped('^https://', 'an address like https://host/path', { template: 'signature' })
const sandboxValues = optional(named(plainText))

/** What a way of signing in adds to each request. All of it may name `credentials`, and nothing else may. */
const signed = {
  headers: optional(named(template('signature'))),
  query: optional(named(template('signature'))),
  /** Fields of a JSON or form body, for vendors that want the key there. */
  body: optional(named(template('signature'))),
  /** A signature over method, address, body and clock. */
  sign: optional(signature),
}

/** A permission of a consent. A person may decline some of them at the vendor. */
export const consentScope = object({
  id: plainText,
  why: humanText,
  optional: optional(constant(true)),
  /** Streams that read nothing without it: named where it was not granted. */
  streams: optional(list(plainText)),
})
export type ConsentScope = Static<typeof consentScope>

/** OAuth 2 authorization code, RFC 6749 with PKCE (RFC 7636) where the vendor supports it. */
export const oauth2 = object({
  kind: constant('oauth2'),
  authorize: address,
  token: address,
  revoke: optional(address),
  scopes: list(consentScope),
  pkce: optional(flag),
  clientAuth: optional(oneOf('body', 'basic')),
  scopeSeparator: optional(plainText),
  /** Names where the vendor does not say `client_id`, `client_secret` and `code`: TikTok wants `app_id`, `secret` and `auth_code`. */
  clientIdParameter: optional(plainText),
  clientSecretParameter: optional(plainText),
  codeParameter: optional(plainText),
  /** What token requests are sent as; a form where left out. */
  tokenBody: optional(oneOf('form', 'json')),
  /** Extra query parameters of the consent page, for example `access_type: 'offline'`. */
  parameters: optional(named(plainText)),
  /** Extra fields of the requests that redeem a code or renew a token: Microsoft wants `scope` there too. */
  tokenParameters: optional(named(plainText)),
  /** Life of an access token where the vendor does not say. */
  lifetime: optional(duration),
  /** Life of a refresh token, counted anew at each renewal, where the vendor does not say and lets it end. */
  refreshLifetime: optional(duration),
  /**
   * Fields of the token answer, or of the vendor's redirect, that calls need: `instance_url`, `realmId`. Sealed with the tokens; in
   * scope as `token.…`. Beside the access token first, then at the top of the answer, then in the redirect.
   */
  keep: optional(list(plainText)),
  /** Exchanges the first token for a long-lived one at once, and again before that one ends. */
  exchange: optional(
    object({
      /** Default: `token`. */
      address: optional(address),
      /** POST where left out. */
      method: optional(oneOf('GET', 'POST')),
      /** Holes see `credentials.accessToken`, `client.id`, `client.secret`. Nothing else is sent. */
      parameters: named(template('signature')),
      /** Renews a long-lived token, in the last third of its life; the same exchange where not given. */
      renew: optional(
        object({ address: optional(address), parameters: named(template('signature')) })
      ),
    })
  ),
  /** Where the tokens stand in the answer, when not at its top under RFC 6749's names: `data.access_token`. */
  answer: optional(
    object({
      accessToken: path,
      refreshToken: optional(path),
      /** Seconds. */
      expiresIn: optional(path),
      /** Seconds that the refresh token lives; `refresh_token_expires_in` where left out. */
      refreshExpiresIn: optional(path),
      scope: optional(path),
    })
  ),
  /** Values of the platform's own client besides id and secret, for example a developer token. */
  clientFields: optional(fields),
  /** The client that the built-in vendor emulator knows. Public: it opens the emulator and nothing else. */
  sandbox: optional(
    object({ clientId: plainText, clientSecret: plainText, fields: sandboxValues })
  ),
  /** `Authorization: Bearer {credentials.accessToken}` where neither headers nor query are given. */
  ...signed,
})
export type OAuth2 = Static<typeof oauth2>

/** A key that the person pastes. `Authorization: Bearer {credentials.<first field>}` where nothing else is said. */
export const apiKey = object({
  kind: constant('apiKey'),
  fields,
  /** Values that the built-in vendor emulator accepts. */
  sandbox: sandboxValues,
  ...signed,
})
export type ApiKey = Static<typeof apiKey>

export const basic = object({
  kind: constant('basic'),
  fields,
  sandbox: sandboxValues,
  user: template('signature'),
  password: template('signature'),
  ...signed,
})
export type Basic = Static<typeof basic>

/** OAuth 2 client credentials (RFC 6749 section 4.4): the person pastes a client of their own. */
export const clientCredentials = object({
  kind: constant('clientCredentials'),
  fields,
  sandbox: sandboxValues,
  token: address,
  clientId: template('signature'),
  clientSecret: template('signature'),
  clientAuth: optional(oneOf('body', 'basic')),
  scope: optional(plainText),
  parameters: optional(named(template('signature'))),
  lifetime: optional(duration),
  keep: optional(list(plainText)),
  ...signed,
})
export type ClientCredentials = Static<typeof clientCredentials>

/** OAuth 2 JWT bearer (RFC 7523), as service accounts use it. */
export const jwtBearer = object({
  kind: constant('jwtBearer'),
  fields,
  sandbox: sandboxValues,
  token: address,
  issuer: template('signature'),
  subject: optional(template('signature')),
  audience: optional(plainText),
  /** PEM; a hole that reads it out of a service account's file: `{parseJson(credentials.file).private_key}`. */
  privateKey: template('signature'),
  algorithm: optional(oneOf('RS256', 'ES256')),
  scope: optional(plainText),
  lifetime: optional(duration),
  keep: optional(list(plainText)),
  ...signed,
})
export type JwtBearer = Static<typeof jwtBearer>

export const noAuth = object({ kind: constant('none') })
export type NoAuth = Static<typeof noAuth>

export const auth = variants('kind', [oauth2, apiKey, basic, clientCredentials, jwtBearer, noAuth])
export type Auth = Static<typeof auth>
