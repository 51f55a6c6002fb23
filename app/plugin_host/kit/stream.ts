import type { ErrorRule } from './auth.js'
import type { Cel, Duration, HookReference, Path, Template } from './text.js'

/** How a list is paged. Every kind ends on an empty page, and a repeated token ends in an error. */
export type Page =
  | { by: 'none' }
  | { by: 'offset'; size: number; sizeParameter: string; offsetParameter: string; total?: Path }
  | {
      by: 'page'
      size: number
      sizeParameter?: string
      pageParameter: string
      first?: 0 | 1
      last?: Path
    }
  /** `next` is read from the response and sent as `parameter` (query for GET, body for POST). */
  | { by: 'cursor'; next: Path; parameter: string; size?: number; sizeParameter?: string }
  /** The id of the last record is sent; `more` in the response says whether to go on. */
  | { by: 'lastId'; id: Path; parameter: string; more: Path; size?: number; sizeParameter?: string }
  /** The address of the next page: `Link: <…>; rel="next"`, or `path` in the body. Same host only. */
  | { by: 'link'; in: 'header' | 'body'; path?: Path }

/**
 * A budget shared by all workers. `app` is the vendor's limit on our own client across all tenants, `account`
 * the limit on one account of the vendor, `connection` on one set of credentials.
 */
export interface Limit {
  per: 'connection' | 'account' | 'app'
  requests: number
  every: Duration
}

export interface Http {
  /** `https://host`; the host must be covered by a `net:` scope. */
  base: string
  /** Values may hold `{…}` over `client`, `settings`, `account`, `parent`; an empty value is not sent. */
  headers?: Record<string, Template>
  page?: Page
  timeout?: Duration
  errors?: ErrorRule[]
  retry?: { attempts?: number; base?: Duration; cap?: Duration }
  limits?: Limit[]
  /** Response headers that tell the remaining quota and when it resets. */
  quota?: { remaining: string; reset?: string }
}

/**
 * One declared call. `get` and `post` are templates relative to `http.base`; values put into them are encoded.
 * In scope: `account`, `parent`, `settings`, `client` (public fields of the platform's client) and `window`:
 * `from`, `to` (`YYYY-MM-DD`, both included), `fromUnix`, `toUnix` and `fromIso`, `toIso`, which are midnights of
 * the account's zone, the upper one excluded. A query parameter whose template answers nothing is left out.
 */
export interface Call {
  get?: Template
  post?: Template
  query?: Record<string, Template | Template[]>
  /** Strings inside may hold `{…}`. */
  body?: unknown
}

/** How a stream is read piece by piece. The call itself says how `window` is sent. */
export interface Cursor {
  /** Where the record carries its date or time. */
  field: Path
  format: 'date' | 'unix' | 'iso'
  /** Length of one slice of a long window; the engine resumes at slice ends. */
  step?: Duration
  /** How far back each sync reads again, because the vendor restates. Applies to `done` only. */
  lookback?: Duration
  /** Used where the person gave no start. */
  earliest?: Duration
}

/** The entity that a record describes or counts for. Also written to `entities`. */
export interface EntityMapping {
  kind: string
  /** Unique in the connection: where the vendor counts per account, `account.id + ':' + text(record.id)`. */
  id: Cel
  name: Cel
  /** Nearest first: an ad group names its campaign, then its account. */
  ancestors?: { kind: string; id: Cel; name: Cel }[]
  attributes?: Record<string, Cel>
}

/**
 * One record becomes one fact row. `event` belongs to its date, `daily` is already per day, and for
 * `snapshot` (a running total) the core keeps the value and its change since the day before. A row is identified
 * by day, entity and dimensions, so these must not change when the vendor restates or updates a record:
 * a status belongs in the entity's attributes, and a failed payment counts 0 instead of being skipped.
 */
export interface FactMapping {
  mode: 'event' | 'daily' | 'snapshot'
  /**
   * `catalogue` (default): this stream answers for its metrics. `detail`: the same numbers again at a finer
   * grain, used only where a question needs that detail. A list: answers for these metrics only. In one
   * connector every metric is answered for by exactly one stream; the host refuses anything else.
   */
  feeds?: 'catalogue' | 'detail' | string[]
  /** `YYYY-MM-DD` in the account's own zone, or an instant that `timeZone` places on a day. */
  date: Cel
  timeZone?: Cel
  currency?: Cel
  entity: EntityMapping
  /** Dimension id → value. An absent value is stored as absent, not as an empty text. */
  dimensions?: Record<string, Cel>
  /**
   * Metric id of the catalogue or of this plugin → number. Money is integer micros of the major unit: use
   * `micros(…)` or `minorToMicros(…, currency)`. The order is the order of the slots.
   */
  metrics: Record<string, Cel>
  /** Skip records that can never become a fact, for example test charges. */
  when?: Cel
}

/** A moment that goes to the `events` store. */
export interface EventMapping {
  id: Cel
  name: Cel
  at: Cel
  actor?: Cel
  revenue?: Cel
  currency?: Cel
  properties?: Record<string, Cel>
  when?: Cel
}

/** The vendor's own total for a window, to hold our sum against. */
export interface Totals extends Call {
  /** A list, or one object that is the total. */
  records: Path
  page?: Page
  /** Metric id → number in one record of the answer, money in micros; records are added up. */
  metrics: Record<string, Cel>
  /** Currency of the totals, where a record carries one. */
  currency?: Cel
  when?: Cel
}

export interface Stream extends Call {
  title?: string
  records: Path
  /** Path or paths that identify a record. */
  key: Path | Path[]
  page?: Page
  cursor?: Cursor
  /**
   * The vendor lists newest first, and a later record must win over an earlier one: the core reads the whole slice
   * and hands it on as one page, oldest first. Needed for streams with `updates`.
   */
  order?: 'newestFirst'
  /**
   * Read once per selected account. The account becomes the last ancestor of its entities where the mapping names none of
   * kind `account`, so that totals are compared account by account.
   */
  each?: 'account'
  /** Fields never stored. */
  drop?: Path[]
  /** Fields that are personal data. */
  personal?: Path[]
  map?: HookReference
  entity?: EntityMapping
  facts?: FactMapping
  events?: EventMapping
  totals?: Totals
  /**
   * This stream reports changes to records of others: `record` is the changed object, mapped as a record of
   * `stream`. The first entry whose `when` is true applies; a change that fits none is skipped.
   */
  updates?: { stream: string; record: Path; when?: Cel }[]
  stateVersion?: number
}
