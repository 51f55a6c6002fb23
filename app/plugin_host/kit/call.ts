import {
  answer,
  body,
  cel,
  constant,
  duration,
  flag,
  list,
  listed,
  named,
  object,
  oneOf,
  oneOrMore,
  optional,
  orText,
  plainText,
  shaped,
  template,
  variants,
  whole,
  type Static,
} from './notation.js'

const route = optional(
  shaped('^/', 'a path that begins with / (another host goes into base)', { template: 'request' })
)

const decoding = {
  compression: optional(oneOf('gzip', 'zip')),
  /** Where the vendor does not say: `windows-1252`, `utf-16le`. */
  charset: optional(plainText),
}
const table = {
  ...decoding,
  delimiter: optional(plainText),
  /** Lines above the header. */
  skipLines: optional(whole(1)),
  /** Names of the columns where there is no header. */
  columns: optional(list(plainText, { minItems: 1 })),
}

/** What an answer is. Tables and NDJSON are lists of objects, XML is an object by element; all are size limited. */
export const format = orText(
  oneOf('json', 'ndjson', 'csv', 'tsv', 'xml'),
  variants('as', [
    object({ as: constant('json'), ...decoding }),
    object({ as: constant('ndjson'), ...decoding }),
    object({ as: constant('csv'), ...table }),
    object({ as: constant('tsv'), ...table }),
    object({ as: constant('xml'), ...decoding }),
  ])
)
export type Format = Static<typeof format>

/**
 * One declared call. Exactly one of `get`, `post`, `put`, `delete` (paths below `base`) or `url`. In scope: `account`, `parent`,
 * `settings`, `client` (public fields of the platform's client), `token`, and `window`: `from`, `to` (`YYYY-MM-DD`, both
 * included), `fromUnix`, `toUnix`, `fromIso`, `toIso`, which are midnights of the account's zone, the upper one excluded.
 */
export const callFields = {
  get: route,
  post: route,
  put: route,
  delete: route,
  /** Answers a whole address that the vendor named, such as a report's download. Its host must be granted. */
  url: optional(cel('request')),
  /** Sends neither credentials nor `http.headers`: for addresses that carry their own signature. */
  unsigned: optional(flag),
  /** Another host than `http.base`, for this call. */
  base: optional(shaped('^https://', 'an address like https://host', { template: 'request' })),
  /** Besides `http.headers`, and instead of one of the same name. An empty value is not sent. */
  headers: optional(named(template('request'))),
  /** A parameter whose template answers nothing is left out. */
  query: optional(named(oneOrMore(template('request')))),
  /** Sent as JSON. */
  body: optional(body('request')),
  /** Sent as `application/x-www-form-urlencoded`. */
  form: optional(named(template('request'))),
  /** A GraphQL document, in which braces are no holes, and its variables. Errors inside 200 are failures. */
  graphql: optional(object({ query: plainText, variables: optional(body('request')) })),
  format: optional(format),
  /** False where an answer with a good status still is a failure; without it `http.ok`. */
  ok: optional(cel('response')),
}

export const call = object(callFields)
export type Call = Static<typeof call>

/**
 * A report that the vendor prepares meanwhile. `create` asks for it, `poll` is asked until `until` is true, then the call that it
 * stands beside (or its `url`) fetches it. Calls see `report.created` and `report.polled`, the bodies of those answers.
 */
export const report = object({
  create: call,
  /** Left out where the creation already says where the report will be. */
  poll: optional(
    object({
      call,
      until: cel('response'),
      failed: optional(cel('response')),
      /** The vendor found it too large: a shorter window is asked for. */
      tooLarge: optional(cel('response')),
      /** The report is whole and holds nothing. */
      empty: optional(cel('response')),
      every: optional(duration),
      within: optional(duration),
    })
  ),
  /** How long the vendor keeps it; after that a resumed reading asks for a new one. */
  keep: optional(duration),
})
export type Report = Static<typeof report>

const size = optional(whole(1))
const sized = { size, sizeParameter: optional(plainText) }
/** Where paging parameters go: the query, or the body of a POST or PUT, where a dotted name leads inside. */
const at = optional(oneOf('query', 'body'))

/** How a list is paged. Every kind ends on an empty page, and a repeated token ends in an error. */
export const page = variants('by', [
  object({ by: constant('none') }),
  object({
    by: constant('offset'),
    at,
    size: whole(1),
    sizeParameter: optional(plainText),
    offsetParameter: plainText,
    /**
     * Where the position is part of a query language: what is put behind the text of `offsetParameter` in the query, such as
     * ` STARTPOSITION {offset} MAXRESULTS {size}`, instead of a parameter of its own.
     */
    append: optional(plainText),
    /** Number of records in all. */
    total: optional(answer),
    /** True where there is more; without it and `total`, a page that is not full is the last. */
    more: optional(answer),
    /** The first offset, where it is not 0. */
    first: optional(whole(0)),
  }),
  object({
    by: constant('page'),
    at,
    size: whole(1),
    sizeParameter: optional(plainText),
    pageParameter: plainText,
    first: optional(oneOf(0, 1)),
    /** Number of pages. */
    last: optional(answer),
    more: optional(answer),
  }),
  /** `next` is read from the answer and sent as `parameter`. */
  object({
    by: constant('cursor'),
    at,
    next: answer,
    parameter: plainText,
    /** Vendors that send a cursor on the last page too say here whether there is more. */
    more: optional(answer),
    ...sized,
  }),
  /** The id of the last record is sent; `more` says whether to go on. */
  object({
    by: constant('lastId'),
    at,
    id: plainText,
    parameter: plainText,
    more: answer,
    ...sized,
  }),
  /** The address of the next page: `Link: <…>; rel="next"`, or `path` in the body. Same host only. */
  object({ by: constant('link'), in: oneOf('header', 'body'), path: optional(answer), ...sized }),
])
export type Page = Static<typeof page>

/** A call that answers a list. */
export const listFields = {
  ...callFields,
  page: optional(page),
  /**
   * Leads to a list, or to one object, which is a list of one. `$` is the whole answer. An expression also sees `window`, for answers that
   * do not say which days they are about: `[merge(response.body.total, zip(["day"], [window.from]))]`.
   */
  records: listed,
  /** What it means when the answer holds nothing at `records`; `fail` where not said. */
  absent: optional(oneOf('fail', 'empty')),
}
