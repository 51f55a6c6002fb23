/** How a wire lets callers in. Everything here is written from the vendor's documentation. */

/**
 * Names of what can be wrong with a request, as the error page of a wire lists them. `401`-like texts are statuses:
 * the most special entry that the page has wins (`unknownParameter`, then `400`, then `default`).
 */
export type WireProblemName =
  | 'unauthorized'
  | 'expired'
  | 'revoked'
  | 'forbidden'
  | 'badSignature'
  | 'notFound'
  | 'wrongMethod'
  | 'unknownRoute'
  | 'unknownParameter'
  | 'missingParameter'
  | 'invalidParameter'
  | 'missingHeader'
  | 'invalidHeader'
  | 'badBody'
  | 'invalidCursor'
  | 'unknownField'
  | 'rateLimited'
  | 'notReady'

/** A key in a place of the request: `Authorization: Token {key}`, `api_key={key}`, `*:{key}` (any user name). */
interface WireKey {
  /** The key that is accepted; a test appends `_ns_<name>`, so that its faults meet no other test. */
  accepts: string
  /** Keys that the vendor knows and refuses, and why. Any other key is `unauthorized`. */
  refuses?: Record<string, WireProblemName>
}

export type WireAuth =
  | { kind: 'none' }
  | (WireKey & { basic: string })
  | (WireKey & { header: string })
  | (WireKey & { query: string })
  /** An access token of the wire's authorization server, `Authorization: Bearer {token}` unless told. */
  | { oauth: true; header?: string; query?: string }
  | WireSignature
  | WireOAuth1
  | WireSigV4

/** OAuth 1.0a with HMAC-SHA1 (RFC 5849): ids and their secrets. */
export interface WireOAuth1 {
  signed: 'oauth1a'
  consumers: Record<string, string>
  /** Left out where the vendor wants none. */
  tokens?: Record<string, string>
}

/** AWS Signature Version 4: access key ids and their secrets. */
export interface WireSigV4 {
  signed: 'sigv4'
  keys: Record<string, string>
  region: string
  service: string
}

/**
 * A signature over the request. Placeholders of `over`: `{method} {host} {path} {query} {target} (path with query) {sortedQuery} {sortedForm} {sortedParameters}`
 * (of both) `{body} {header.<name>}`.
 */
export interface WireSignature {
  signed: 'hmac-sha256' | 'hmac-sha512' | 'hmac-sha1' | 'rsa-sha256'
  /** `header.x-signature` or `query.sign`. */
  in: string
  over: string
  /** Shared secret, or the public key as PEM. */
  key: string
  encoding?: 'hex' | 'base64'
  /** Text before the signature in its place, such as `V2-HMAC-SHA256, Signature: `. */
  prefix?: string
  /** Pattern of the whole text in that place, where more stands beside the signature: named groups `signature` and further ones, which are placeholders of `over`. */
  pattern?: string
}

/** The vendor's authorization server (RFC 6749 with PKCE); consent is given automatically. */
export interface WireOAuth {
  /** Whole addresses; `{…}` stands for one label or segment. From the manifest where left out. */
  authorize?: string
  token?: string
  revoke?: string
  /** Seconds that an access token lives. */
  lifetime: number
  /** Who consents unless the request carries `login_hint`. The person called `deny` refuses. */
  login?: string
  revokedLogins?: string[]
  /** Parameter of the consent page without which the vendor gives no refresh token. */
  refreshOnlyWith?: [name: string, value: string]
  /** Each refresh answers a new refresh token and ends the one that was used. */
  rotates?: true
  /** The vendor gives no refresh token at all. */
  withoutRefresh?: true
  /** Client id → secret; from the manifest's `sandbox` where left out. */
  clients?: Record<string, string>
  /** Further grants: `client_credentials`, the JWT bearer of RFC 7523, or a vendor's own exchange of a live token. */
  grants?: string[]
  /** Name of the parameter that carries the token to exchange, for a vendor's own grant. */
  exchangeParameter?: string
  /** The vendor's names of RFC 6749's parameters: `{ client_id: 'app_id', code: 'auth_code' }`. */
  names?: Record<string, string>
  /** Fields of the token answer besides RFC 6749's, such as `instance_url`; values may hold `{{login}}`. */
  answer?: Record<string, unknown>
  /** Field of the answer that holds everything, where the vendor wraps it: `data`. */
  wrap?: string
  /** What the vendor sends the person back with besides code and state: `{ realmId: '123' }`. */
  redirect?: Record<string, string>
  /** Error descriptions by error code. */
  descriptions?: Record<string, string>
}
