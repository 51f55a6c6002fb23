import { listFields, report } from './call.js'
import { entityMapping, eventMapping, expansion, factMapping, totals } from './facts.js'
import {
  cel,
  constant,
  duration,
  flag,
  list,
  object,
  oneOrMore,
  optional,
  path,
  plainText,
  shaped,
  whole,
  withField,
  type Static,
} from './notation.js'

/** How a stream is read piece by piece. The call itself says how `window` is sent. */
export const cursor = object({
  /** Where the record carries its date or time. */
  field: path,
  /** Length of one slice of a long window; the engine resumes at slice ends. */
  step: optional(duration),
  /** How far back each sync reads again, because the vendor restates. Applies to `done` only. */
  lookback: optional(duration),
  /** Used where the person gave no start. */
  earliest: optional(duration),
  /**
   * The vendor lists newest first and takes no dates: the reading ends with the page whose records are all before the window. With
   * `lookback` long enough for records that still change. `field` holds ISO 8601, or seconds or milliseconds since 1970.
   */
  descending: optional(constant(true)),
})
export type Cursor = Static<typeof cursor>

/**
 * The stream is read once per parent: a record of another stream, of a list of its own, or what a delivery announced. Calls see it as `parent`, records
 * carry it as `record.<as>`. Parents may have parents (`parent.parent`).
 */
export const parents = withField(
  'stream',
  object({
    stream: plainText,
    as: optional(plainText),
    /** Only parents whose time here is not before the window: an unchanged campaign brings nothing new. */
    changedSince: optional(path),
    /** Only parents for which this is true: orders that have refunds at all. Sees `record`. */
    when: optional(cel('record')),
    /** More parents than this are a failure, not a loop; 10,000 where not said. */
    most: optional(whole(1)),
  }),
  withField(
    'list',
    object({
      list: object(listFields),
      as: optional(plainText),
      changedSince: optional(path),
      when: optional(cel('record')),
      most: optional(whole(1)),
    }),
    /** What deliveries announced in the window, such as the address of a report: `announces` of a route of `webhooks`. */
    object({ announced: constant(true), as: optional(plainText), most: optional(whole(1)) })
  )
)
export type Parents = Static<typeof parents>

export const stream = object({
  title: optional(plainText),
  ...listFields,
  /** Path or paths that identify a record. */
  key: oneOrMore(path),
  /** One record per element of a list inside each; several work from the outside in. */
  expand: optional(oneOrMore(expansion)),
  cursor: optional(cursor),
  /**
   * The vendor lists newest first, and a later record must win over an earlier one: the core reads the whole slice
   * and hands it on as one page, oldest first. Needed for streams with `updates`.
   */
  order: optional(constant('newestFirst')),
  /**
   * `account`: read once per selected account. The account becomes the last ancestor of its entities where the mapping names
   * none of kind `account`, so that totals are compared account by account.
   */
  each: optional(constant('account')),
  /**
   * True for the records of the account that was asked for: `record.AccountId == account.id`. One that is not means that the answer
   * was made for another account, so nothing of it is stored.
   */
  belongs: optional(cel('record')),
  /** Read once per parent (and, with `each`, within each account). */
  parents: optional(parents),
  report: optional(report),
  /** Fields never stored. */
  drop: optional(list(path)),
  /**
   * `hooks.<name>`: a function of `hooks.js` that makes other records of a page's, before anything else sees them. For answers that
   * nothing here can say, such as numbers of one day spread over several lists.
   */
  map: optional(shaped('^hooks\\.[A-Za-z]\\w*$', 'hooks. and the name of a function in hooks.js')),
  entity: optional(entityMapping),
  /** One mapping, or several of the same mode, each of which makes a row of its own. */
  facts: optional(oneOrMore(factMapping)),
  events: optional(eventMapping),
  totals: optional(totals),
  /**
   * This stream reports changes to records of others: `record` is the changed object, mapped as a record of
   * `stream`. The first entry whose `when` is true applies; a change that fits none is skipped. `removed`: the vendor
   * deleted the record and says little more than its id, so its numbers are taken away, and only the history keeps them.
   */
  updates: optional(
    list(
      object({
        stream: plainText,
        record: path,
        when: optional(cel('record')),
        removed: optional(constant(true)),
      })
    )
  ),
  /** Left out of a sync unless the person switches it on: expensive, or of interest to few. */
  optional: optional(flag),
})
export type Stream = Static<typeof stream>
