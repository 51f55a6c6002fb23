import {
  constant,
  object,
  oneOf,
  optional,
  plainText,
  template,
  variants,
  type Static,
} from './notation.js'

/** Where a signature goes; `{signature}` and `{timestamp}` are known in it besides the scope of the request. */
const put = {
  header: optional(plainText),
  query: optional(plainText),
  /** The whole value, `{signature}` where left out. */
  value: optional(plainText),
  /** A second header that carries the time of signing. */
  timestampHeader: optional(plainText),
}

/**
 * `over` is what is signed: a text with the words `{method}`, `{path}`, `{query}` (sorted), `{body}`, `{timestamp}`, and
 * `{sortedParameters}` (`a=1&b=2` of query and form, without the signature itself).
 */
export const hmac = object({
  kind: constant('hmac'),
  algorithm: oneOf('sha1', 'sha256', 'sha512'),
  key: template('signature'),
  over: plainText,
  encoding: optional(oneOf('hex', 'base64')),
  timestamp: optional(oneOf('unix', 'millis', 'iso')),
  ...put,
})

/** RSA with SHA-256 over the sorted parameters, as Alipay wants it (`sign_type=RSA2`). */
export const rsa2 = object({
  kind: constant('rsa2'),
  key: template('signature'),
  over: optional(plainText),
  timestamp: optional(oneOf('unix', 'millis', 'iso')),
  ...put,
})

/** OAuth 1.0a with HMAC-SHA1 (RFC 5849). */
export const oauth1a = object({
  kind: constant('oauth1a'),
  consumerKey: template('signature'),
  consumerSecret: template('signature'),
  token: optional(template('signature')),
  tokenSecret: optional(template('signature')),
})

/** AWS Signature Version 4. */
export const sigv4 = object({
  kind: constant('sigv4'),
  accessKeyId: template('signature'),
  secretAccessKey: template('signature'),
  sessionToken: optional(template('signature')),
  region: template('signature'),
  service: plainText,
})

export const signature = variants('kind', [hmac, rsa2, oauth1a, sigv4])
export type Signature = Static<typeof signature>
