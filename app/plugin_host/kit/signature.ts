import {
  constant,
  object,
  oneOf,
  optional,
  orText,
  plainText,
  template,
  variants,
  type Static,
} from './notation.js'

/** How `{timestamp}` is written: a format of Luxon's tokens (https://moment.github.io/luxon/#/parsing) in a time zone, or a usual one. */
const timestamp = optional(
  orText(oneOf('unix', 'millis', 'iso'), object({ format: plainText, zone: plainText }))
)

/** Where a signature goes: one of `header`, `query` and `field`. */
const put = {
  header: optional(plainText),
  query: optional(plainText),
  /** A field of the form or JSON body. */
  field: optional(plainText),
  /** The whole value, `{signature}` where left out; sees what `over` sees besides. */
  value: optional(template('signing')),
  timestamp,
  /** Where the time of signing is sent as well. It is set before the parts of the request are read. */
  timestampHeader: optional(plainText),
  timestampQuery: optional(plainText),
}

/**
 * `over` is what is signed. Its holes see what ways of signing in see, and of the request `method`, `host`, `path`, `query`, `body`,
 * `timestamp`, `nonce` and `sortedParameters` (`a=1&b=2` of query and form by name, as they are before encoding, without
 * empty ones and the signature itself). The query of a signed request is sorted.
 */
export const hmac = object({
  kind: constant('hmac'),
  algorithm: oneOf('sha1', 'sha256', 'sha512'),
  key: template('signature'),
  over: template('signing'),
  /** `hex` where left out. */
  encoding: optional(oneOf('hex', 'base64')),
  ...put,
})
export type Hmac = Static<typeof hmac>

/** RSA with SHA-256, in base64, over the sorted parameters and in `query.sign` unless told, as Alipay wants it (`sign_type=RSA2`). */
export const rsa2 = object({
  kind: constant('rsa2'),
  /** PEM, or its base64 alone. */
  key: template('signature'),
  over: optional(template('signing')),
  ...put,
})
export type Rsa2 = Static<typeof rsa2>

/** OAuth 1.0a with HMAC-SHA1 (RFC 5849). */
export const oauth1a = object({
  kind: constant('oauth1a'),
  consumerKey: template('signature'),
  consumerSecret: template('signature'),
  token: optional(template('signature')),
  tokenSecret: optional(template('signature')),
})
export type OAuth1a = Static<typeof oauth1a>

/** AWS Signature Version 4. */
export const sigv4 = object({
  kind: constant('sigv4'),
  accessKeyId: template('signature'),
  secretAccessKey: template('signature'),
  sessionToken: optional(template('signature')),
  region: template('signature'),
  service: plainText,
})
export type SigV4 = Static<typeof sigv4>

export const signature = variants('kind', [hmac, rsa2, oauth1a, sigv4])
export type Signature = Static<typeof signature>
