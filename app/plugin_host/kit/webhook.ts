import { call } from './call.js'
import { entityMapping, eventMapping, expansion, factMapping } from './facts.js'
import {
  answer,
  body,
  cel,
  constant,
  duration,
  humanText,
  list,
  named,
  object,
  oneOf,
  oneOrMore,
  optional,
  path,
  plainText,
  template,
  variants,
  type Static,
} from './notation.js'

/** When it was sent, in seconds since 1970 or ISO 8601; a delivery that is further away than `within` (PT5M) is refused. */
const timely = { at: optional(cel('webhook')), within: optional(duration) }

/** How a delivery proves where it comes from. Signatures are over the raw body and compared in constant time. */
export const verification = variants('kind', [
  object({
    kind: constant('hmac'),
    algorithm: oneOf('sha1', 'sha256', 'sha512'),
    encoding: optional(oneOf('hex', 'base64')),
    /** `{credentials.webhookSecret}`, or a field of the sign-in or of the platform's client. */
    key: template('signature'),
    /** The key is written in this notation; without it, its text is the key. */
    keyEncoding: optional(oneOf('hex', 'base64')),
    /** The signature in the delivery, or a list of which one has to fit: `webhook.headers["x-signature"]`. */
    signature: cel('webhook'),
    /** What was signed; `{body}` (as it arrived) and holes over `webhook`. Default: the raw body. */
    over: optional(plainText),
    ...timely,
  }),
  /** A secret that the vendor repeats, in a header or a parameter. */
  object({
    kind: constant('token'),
    key: template('signature'),
    token: cel('webhook'),
    ...timely,
  }),
  /**
   * Nothing is signed: the address is secret. `senders` names the vendor's networks (`196.201.214.0/24`); what comes from
   * elsewhere is refused, except in the sandbox.
   */
  object({ kind: constant('address'), senders: optional(list(plainText)), ...timely }),
  /** The vendor signs nothing, and what arrives is asked for again: no route may take records from the body. */
  object({ kind: constant('refetch'), ...timely }),
])
export type Verification = Static<typeof verification>

/** A stream that only arrives: it cannot be asked for. Its records are mapped as those of other streams. */
export const deliveredStream = object({
  title: optional(plainText),
  key: oneOrMore(path),
  expand: optional(oneOrMore(expansion)),
  entity: optional(entityMapping),
  facts: optional(oneOrMore(factMapping)),
  events: optional(eventMapping),
})
export type DeliveredStream = Static<typeof deliveredStream>

/** Where `credentials.webhookSecret` comes from. */
export const webhookSecret = variants('from', [
  /** Made here; a person, or the call that registers the address (`{webhook.secret}`), hands it to the vendor. */
  object({ from: constant('generated') }),
  /** Made by the vendor: read from the answer to the registration, or pasted by a person. */
  object({
    from: constant('vendor'),
    label: humanText,
    help: optional(humanText),
    answer: optional(answer),
  }),
])

/** What the vendor sends unasked. A delivery is answered at once and worked on by a job, once per `id`. */
export const webhooks = object({
  /** One way, or several of which one has to fit. */
  verify: oneOrMore(verification),
  secret: optional(webhookSecret),
  /** Identifies a delivery, so that a repeated one counts once. Where it answers nothing, the body does. */
  id: cel('webhook'),
  /** Answers the vendor's question whether we are there; the text is sent back. */
  challenge: optional(cel('webhook')),
  /** What a delivery that was taken is answered with, where the vendor wants more than a 200. */
  reply: optional(body('webhook')),
  /** Streams that only arrive. */
  streams: optional(named(deliveredStream)),
  /** Which delivery belongs to which stream. The first that fits counts; others are kept and counted as ignored. */
  routes: list(
    object({
      when: optional(cel('webhook')),
      stream: plainText,
      /** The records in the body, of one of `streams`. Left out: the connector's stream is read again from the vendor. */
      records: optional(answer),
      /**
       * What tells a newer state of a record from an older one: a number or an ISO 8601 time. An older one never replaces a
       * newer one. Left out: the order of arrival.
       */
      version: optional(cel('delivered')),
      /**
       * What the delivery says can be read now, such as the address of a report. It is kept, and read by the stream, whose
       * `parents` are `announced` and see `fields`. Of one `id` the latest counts.
       */
      announces: optional(object({ id: cel('webhook'), fields: named(cel('webhook')) })),
    })
  ),
  /** The person picks id, day, metrics and dimensions from a delivery that arrived; instead of `streams` and `routes`. */
  mapping: optional(constant('person')),
  /** Where a person enters the address at the vendor: what to do, in sentences. */
  setup: optional(humanText),
  /**
   * Registers the address with the vendor (`{webhook.url}`, `{webhook.secret}` where it is made here) once the source is connected, and
   * removes it (`{webhook.registered}`) when the source is.
   */
  register: optional(
    object({
      create: call,
      /** What the vendor calls the registration, in its answer. */
      id: answer,
      remove: optional(call),
    })
  ),
})
export type Webhooks = Static<typeof webhooks>
