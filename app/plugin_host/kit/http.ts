import { errorRule, warnRule } from './error_rule.js'
import { page } from './call.js'
import {
  cel,
  constant,
  duration,
  list,
  named,
  object,
  oneOf,
  optional,
  shaped,
  template,
  whole,
  decimal,
  withField,
  type Static,
} from './notation.js'

const per = oneOf('connection', 'account', 'app')

/**
 * A budget shared by all workers. `app` is the vendor's limit on our own client across all tenants (and, in a family, all
 * its sources), `account` the limit on one account of the vendor, `connection` on one set of credentials.
 */
export const limit = withField(
  'points',
  /** A bucket that calls empty by what they cost: GraphQL. `cost` and `available` are read from each answer. */
  object({
    per,
    /** What the bucket holds when it is full. */
    points: whole(1),
    /** Points that come back each second. */
    refill: decimal,
    /** What a call is taken to cost before it is made. */
    expects: whole(1),
    cost: optional(cel('response')),
    available: optional(cel('response')),
  }),
  object({ per, requests: whole(1), every: duration })
)
export type Limit = Static<typeof limit>

/**
 * What the vendor says is left. At `keep` or below, the budget rests until the vendor's reset; of an app's, which all tenants share,
 * whoever used it rests first, and all do below half of `keep`.
 */
export const quota = object({
  per,
  /** Each endpoint has one of its own. */
  each: optional(constant('endpoint')),
  remaining: cel('response'),
  /** Seconds, `12s`, an HTTP date, or seconds since 1970; a minute where the vendor does not say. */
  resets: optional(cel('response')),
  keep: optional(decimal),
})
export type Quota = Static<typeof quota>

export const http = object({
  /** `https://host`. Holes may be filled by `settings`, `token` and `account`; the host must be covered by a `net:` scope. */
  base: shaped('^https://[^/]+(/[^?#]*[^/])?$', 'an address like https://host', {
    template: 'request',
  }),
  /** An empty value is not sent. */
  headers: optional(named(template('request'))),
  page: optional(page),
  timeout: optional(duration),
  errors: optional(list(errorRule)),
  /** What a good answer says against its own numbers. */
  warn: optional(list(warnRule)),
  /** False where an answer with a good status still is a failure: `response.body.code == 0`. */
  ok: optional(cel('response')),
  retry: optional(
    object({
      attempts: optional(whole(1, 10)),
      base: optional(duration),
      cap: optional(duration),
    })
  ),
  limits: optional(list(limit)),
  quota: optional(list(quota)),
})
export type Http = Static<typeof http>
