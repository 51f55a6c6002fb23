import { call } from './call.js'
import { answer, object, optional, type Static } from './notation.js'

/** `notify@1`: tells people something, once for each key that the asking part gives. */
export const notify = object({
  /**
   * Sends one message. Sees `notification`: `title`, `text` and `url` (empty where there is none), as plain text: what the vendor
   * reads as markup is to be escaped. Never repeated after an answer that is unclear.
   */
  send: call,
  /** What the vendor calls the message that it took: the proof that it was sent. */
  receipt: answer,
})
export type Notify = Static<typeof notify>

/** What a connector can do besides reading. Other parts ask for the capability, never for a connector. */
export const provides = object({ 'notify@1': optional(notify) })
export type Provides = Static<typeof provides>
