import { Type } from 'typebox'

/** One module without imports, of 256 KB at most. */
export const hooksText = Type.String({ minLength: 1, maxLength: 262_144, pattern: '^[^\\u0000]*$' })

/** What a hook of a stream is called with. It is all that it sees; nothing in it is shared with another call. */
export interface HookInput {
  /** Of one page, without the fields that the stream drops. With `records: '$'`, the whole answer as the only one. */
  records: Record<string, unknown>[]
  account: { id: string; name: string; currency: string | null; timeZone: string | null } | null
  settings: Record<string, unknown>
  /** `YYYY-MM-DD`, the day of the sync. `Date` stands still at its midnight. */
  today: string
}

/** What a generator may yield. The host makes the call with the credentials, limits and hosts of the source. */
export interface HookEffect {
  call: {
    /** Below `http.base`, which is the only host: `/v1/details`. One of both. */
    get?: string
    post?: string
    query?: Record<string, string | number | boolean>
    /** Sent as JSON. */
    body?: unknown
  }
}

/** What comes of a call; null where the vendor says that it is not there. */
export type HookAnswer = { status: number; body: unknown } | null

/**
 * A function of `hooks.js`: `export function spread({ records }) { return … }`, or a generator that yields calls:
 * `export function* joined({ records }) { const answer = yield { call: { get: '/v1/details' } } … }`. It answers records of JSON
 * values, the same ones for the same input, and is not asynchronous. Give it a type by `@type {import('#kit').Hook}`.
 */
export type Hook = (
  input: HookInput
) => Record<string, unknown>[] | Generator<HookEffect, Record<string, unknown>[], HookAnswer>
