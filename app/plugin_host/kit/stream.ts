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
  | { by: 'link'; in: 'header' | 'body'; path?: Path }

export interface Limit {
  per: 'connection' | 'account' | 'app'
  requests: number
  every: Duration
}

export interface Http {
  /** `https://host`; the host must be covered by a `net:` scope. */
  base: string
  /** Values may hold `{…}` over `credentials`, `client`, `settings`, `account`. */
  headers?: Record<string, Template>
  page?: Page
  timeout?: Duration
  errors?: ErrorRule[]
  retry?: { attempts?: number; base?: Duration; cap?: Duration }
  limits?: Limit[]
  /** Response headers that tell the remaining quota and when it resets. */
  quota?: { remaining: string; reset?: string }
}

/** One declared call. `get` and `post` are templates relative to `http.base`. */
export interface Call {
  get?: Template
  post?: Template
  query?: Record<string, Template>
  /** Strings inside may hold `{…}`. */
  body?: unknown
}

export interface Cursor {
  /** Where the record carries its date or time. */
  field: Path
  /** How `window.from` and `window.to` are sent. */
  format: 'date' | 'unix' | 'iso'
  /** Length of one slice of a long window; the engine resumes at slice ends. */
  step?: Duration
  /** How far back each sync reads again, because the vendor restates. Applies to `done` only. */
  lookback?: Duration
  /** Used where the person gave no start. */
  earliest?: Duration
}

/** The thing that a record describes or counts for. Also written to `entities`. */
export interface EntityMapping {
  kind: string
  id: Cel
  name: Cel
  /** Nearest first: an ad group names its campaign, then its account. */
  ancestors?: { kind: string; id: Cel; name: Cel }[]
  attributes?: Record<string, Cel>
}

/**
 * One record becomes one fact row. `event` belongs to its date, `daily` is already per day, and for
 * `snapshot` (a running total) the core keeps the value and its change since the day before.
 */
export interface FactMapping {
  mode: 'event' | 'daily' | 'snapshot'
  /** `YYYY-MM-DD` in the account's own zone, or an instant that `timeZone` places on a day. */
  date: Cel
  timeZone?: Cel
  currency?: Cel
  entity: EntityMapping
  /** Dimension id → value. An absent value is stored as absent, not as an empty text. */
  dimensions?: Record<string, Cel>
  /** Metric id of the catalogue or of this plugin → number in the metric's declared scale. */
  metrics: Record<string, Cel>
  /** Skip records that are not facts, for example failed charges. */
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
  records: Path
  page?: Page
  /** Metric id → number in one record of the answer; records are added up. */
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
  /** Read once per account, or once per record of another stream. */
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
  /** This stream reports changes to records of another one, which are applied there. */
  updates?: { stream: string; record: Path; when?: Cel }
  stateVersion?: number
}
