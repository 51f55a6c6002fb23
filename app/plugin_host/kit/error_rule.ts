import { cel, humanText, list, object, oneOf, optional, whole, type Static } from './notation.js'

/**
 * `retry`: again with back-off · `rateLimited`: wait as told, without using an attempt up · `refreshAuth`: new
 * access token, then again · `reconnect`: the person has to connect again · `restart`: the page token is no longer
 * valid, begin the slice again · `skip`: this account or part has nothing to read, go on · `narrow`: ask for a shorter
 * window · `empty`: the vendor's way of saying that there is nothing · `fail`: give up.
 */
export const errorAction = oneOf(
  'retry',
  'rateLimited',
  'refreshAuth',
  'reconnect',
  'restart',
  'skip',
  'narrow',
  'empty',
  'fail'
)
export type ErrorAction = Static<typeof errorAction>

/** The four kinds of failure a person sees. */
export const errorKind = oneOf('configuration', 'authorization', 'temporary', 'permanent')
export type ErrorKind = Static<typeof errorKind>

/** What to do after an answer, and the sentence for the person. First matching rule wins. `skip` never applies to `check`. */
export const errorRule = object({
  status: optional(list(whole(100, 599))),
  when: optional(cel('response')),
  then: errorAction,
  /** Seconds, `12s` or an HTTP date. `Retry-After` is always read. */
  wait: optional(cel('response')),
  /** Whose limit a `rateLimited` answer is about, where the vendor says so: that of the `app` closes for every tenant. */
  per: optional(oneOf('connection', 'app')),
  /** Where the kind that follows from the action is not the right one. */
  kind: optional(errorKind),
  /** What happened and what to do. Without it the host says what it knows. */
  say: optional(humanText),
})
export type ErrorRule = Static<typeof errorRule>

/** What these statuses mean at most vendors. */
const REFUSALS = {
  401: { then: 'reconnect' },
  402: { then: 'fail', kind: 'authorization' },
  403: { then: 'fail', kind: 'authorization' },
  404: { then: 'fail' },
  410: { then: 'fail' },
  429: { then: 'rateLimited' },
} as const satisfies Record<number, Pick<ErrorRule, 'then' | 'kind'>>

/**
 * Rules of a vendor that uses statuses as most do, with its sentence for each: 401 is to connect again, 402 and 403 are not
 * allowed, 404 and 410 are gone, 429 waits. Where a status means something else, or only sometimes, write the rule itself.
 */
export function refusals(sentences: Partial<Record<keyof typeof REFUSALS, string>>): ErrorRule[] {
  return Object.entries(REFUSALS).flatMap(([status, meaning]) => {
    const say = sentences[Number(status) as keyof typeof REFUSALS]
    return say === undefined ? [] : [{ status: [Number(status)], ...meaning, say }]
  })
}

/** A reservation about an answer that is good otherwise: sampled, thresholded. The sentence stands beside the numbers of the days asked for. */
export const warnRule = object({ when: cel('response'), say: humanText })
export type WarnRule = Static<typeof warnRule>
