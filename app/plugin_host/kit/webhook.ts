import { call } from './call.js'
import {
  answer,
  cel,
  constant,
  duration,
  list,
  object,
  oneOf,
  optional,
  plainText,
  template,
  variants,
  type Static,
} from './notation.js'

/** How a delivery proves where it comes from. Signatures are over the raw body and compared in constant time. */
export const verification = variants('kind', [
  object({
    kind: constant('hmac'),
    algorithm: oneOf('sha1', 'sha256', 'sha512'),
    encoding: optional(oneOf('hex', 'base64')),
    key: template('signature'),
    /** The signature in the delivery: `webhook.headers["x-signature"]`. */
    signature: cel('webhook'),
    /** What was signed; `{body}` and holes over `webhook`. Default: the raw body. */
    over: optional(plainText),
    /** When it was signed, in seconds since 1970 or ISO 8601; older than `within` is refused. */
    at: optional(cel('webhook')),
    within: optional(duration),
  }),
  /** A secret that the vendor repeats, in a header or a parameter. */
  object({ kind: constant('token'), key: template('signature'), token: cel('webhook') }),
  /** The vendor signs nothing: only the address is secret, and what arrives is asked for again. */
  object({ kind: constant('refetch') }),
])
export type Verification = Static<typeof verification>

/** What the vendor sends by itself. A delivery is answered at once and worked on by a job, once per `id`. */
export const webhooks = object({
  verify: verification,
  /** Identifies a delivery, so that a repeated one counts once. */
  id: cel('webhook'),
  /** Answers the vendor's question whether we are there; the text is sent back. */
  challenge: optional(cel('webhook')),
  /** Which delivery belongs to which stream. The first that fits counts; others are kept and counted as ignored. */
  routes: list(
    object({
      when: optional(cel('webhook')),
      stream: plainText,
      /** The records in the body. Left out: the stream is read again from the vendor. */
      records: optional(answer),
    })
  ),
  /** Registers the address (`{webhook.url}`) with the vendor, and removes it. */
  register: optional(object({ create: call, remove: optional(call) })),
})
export type Webhooks = Static<typeof webhooks>
