import type { SampleConnection } from './sandbox.js'
import type { WireAuth, WireOAuth } from './wire_auth.js'
import type { WireColumns, WireConditions, WireOrder } from './wire_queries.js'

/** `pages/campaigns.json` beside the wire, or the page itself. Kind by ending: `.json`, or text (`.csv`, `.tsv`, `.ndjson`, `.xml`). */
export type WirePage = string | object

/**
 * What a parameter accepts: a type, then modifiers. Types: `text`, `int`, `number`, `bool`, `date` (YYYY-MM-DD), `iso`,
 * `unix`, `ms`, `yyyymmdd`, `any`, `json`, `enum(a|b)`, `csv(a|b)` (comma list; `csv` alone takes any), `/pattern/`,
 * `const(x)`. Filters over rows: `since(field)` ≥, `after(field)` >, `until(field)` ≤, `before(field)` <,
 * `through(field)` (to the end of the day), `is(field)`, `in(field)` (comma list); a second argument names the
 * documented notation: `since(sentAt, unix)`. The field is one of the series or of the page's row. Modifiers: `<=1000`, `>=1`, `=10`
 * (default), `!` (required). Example: `int<=1000=10`, `since(day, date)!`.
 */
export type WireRule = string
export type WireRules = Record<string, WireRule>

/**
 * Where a list begins and how long a page is. Names are places in the request: `offset` (query), `body.variables.after`.
 * What the answer says about the next page stands in the page file, as holes: `{{page.next}}` (offset, number, token or
 * last id), `{{page.nextUrl}}`, `{{page.more}}`, `{{page.total}}`, `{{page.count}}` (pages), `{{page.number}}`, `{{page.size}}`,
 * `{{page.offset}}`. In `replyHeaders` too: `link: '<{{page.nextUrl}}>; rel="next"'`.
 */
export type WirePaging = { size?: string; defaultSize?: number } & (
  | { by: 'offset'; at: string; first?: 0 | 1 }
  | { by: 'page'; at: string; first?: 0 | 1 }
  /** An opaque token. */
  | { by: 'cursor'; at: string }
  /** `id`: the field of the page's row that the request repeats. */
  | { by: 'lastId'; at: string; id: string }
  /** As `lastId`, where the request names the first row of the page it wants. */
  | { by: 'firstId'; at: string; id: string }
)

/** The steps of an asynchronous report; `{{job.id}}`, `{{job.state}}`, `{{job.percent}}` and `{{job.url}}` are holes of its pages. */
export interface WireJob {
  step: 'create' | 'poll' | 'download'
  name: string
  /** For `create`: the job's id as a hole over `{{job.n}}`, its number; `{{job.n|digits:15}}` unless told. */
  id?: string
  /** For `create`: how many polls answer `running` before `done`; 1 unless told. */
  polls?: number
  /** For `create`: address of the download, a template over `{job}`. */
  url?: string
  /** For `poll` and `download`: the place of the job's id, `path.id` unless told. */
  at?: string
}

export interface WireEndpoint {
  get?: string
  post?: string
  put?: string
  patch?: string
  delete?: string
  /** Where the plugin's hosts differ: the one this path belongs to. */
  host?: string
  /** Chooses between endpoints of one path: place in the request → value, or `/pattern/`. */
  match?: Record<string, string>
  query?: WireRules
  headers?: WireRules
  /** JSON body by dotted place: `dateRanges.*.startDate`. Whatever is not named is refused. */
  body?: WireRules
  form?: WireRules
  /** Parameters of `query` may stand in a form or a JSON body just as well. */
  anywhere?: true
  /** A text in the vendor's own language whose named parts become places: `parts.columns`. The whole text has to fit; case does not count. */
  parts?: { at: string; pattern: string }
  /** Answers without credentials: a signed address of a file. */
  open?: true
  /** OAuth scopes without which the vendor answers `forbidden`. */
  scopes?: string[]
  /** 200 unless told. */
  status?: number
  /** Besides those of the record, holes see `path`, `query`, `body` and `form` of the request, and who asks: `login`, `accessToken`. */
  page?: WirePage
  replyHeaders?: Record<string, string>
  /** Path of the list in the page; its elements in the file are the row. `$`: the page is the list. */
  rows?: string
  /** Without any row the vendor leaves the list out, instead of sending an empty one. */
  emptyRows?: 'absent'
  /** Path that gets the number of rows in all, where the page does not say it with a hole. */
  total?: string
  /** Series of the sample business, or several (`invoices+bills`); `emailCampaigns[key|hex:10=id]`: the one whose hole equals the path's `id`, else `notFound`. */
  from?: string
  /** Hole over the record → value (a hole over the request, or a constant). */
  where?: Record<string, string | number | boolean>
  /** Field of the record that is a list: each element is a row, with the record's fields behind it. */
  each?: string
  /** `sentAt`, `-sentAt`: order of the rows, unless the request names one. */
  sort?: string
  /** The order that the request may name. */
  order?: WireOrder
  /** Places where the request may carry conditions over the rows. */
  conditions?: WireConditions[]
  /** Adds records up that agree in these fields; `[]`: one row for everything. `{{members}}` is the list of those that were. Lists of fields add up step by step. */
  group?: string[] | string[][]
  /** As `group` and besides it, by the columns that the request names; `{{dimensions}}` and `{{metrics}}` are lists of `name` and `value`. */
  dimensions?: WireColumns
  metrics?: WireColumns
  /** Keeps only the fields of the row (or of its object `within`) that the request names; `always` come unasked, `otherwise` where it names none. */
  fields?: { at: string; within?: string; always?: string[]; otherwise?: string[] | 'all' }
  paging?: WirePaging
  /** `zip`: an archive with one file. */
  compression?: 'gzip' | 'zip'
  job?: WireJob
  /** Root fields of a GraphQL endpoint: arguments, page and rows of each. */
  graphql?: Record<string, WireGraphQLField>
}

/** One root field of a GraphQL endpoint. `page` is the whole type with all fields; the answer keeps what was selected. */
export type WireGraphQLField = Pick<
  WireEndpoint,
  | 'page'
  | 'rows'
  | 'emptyRows'
  | 'total'
  | 'from'
  | 'where'
  | 'each'
  | 'sort'
  | 'group'
  | 'conditions'
  | 'order'
> & {
  arguments?: WireRules
  /** Places are `arguments.first`, `arguments.after`. */
  paging?: WirePaging
}

/** What the vendor sends unasked. */
export interface WireWebhook {
  /** Series whose records are news, and the field that holds when. */
  from: string
  at: string
  where?: Record<string, string | number | boolean>
  page: WirePage
  headers?: Record<string, string>
}

/** How the vendor signs what it sends; `over`: `{body}`, `{timestamp}`, `{url}`, `{id}`, or fields of the body: `{body.items.0.id}`. */
export interface WireWebhookSignature {
  /** Where it stands: a header, or a field of the body: `items.0.signature`. */
  header?: string
  field?: string
  algorithm: 'sha256' | 'sha1' | 'sha512'
  over: string
  encoding: 'hex' | 'base64'
  /** Text of the header: `t={timestamp},v1={signature}`; the signature alone where left out. */
  text?: string
  /** The secret that the sandbox uses unless the caller brings the connection's own. */
  secret: string
  /** The secret is written in this notation; without it, its text is the key. */
  secretEncoding?: 'hex' | 'base64'
}

/** A vendor's stand-in as data; the default export of `sandbox/wire.ts` in a plugin's folder. */
export interface VendorWire {
  /** Page of the vendor that this was written from. */
  docs: string
  /** Exact, or `*.api.example.com`. From the manifest's `net:` scopes where left out. */
  hosts?: string[]
  auth: WireAuth | WireAuth[]
  oauth?: WireOAuth
  /** Rules of every endpoint. */
  headers?: WireRules
  query?: WireRules
  replyHeaders?: Record<string, string>
  endpoints: WireEndpoint[]
  /** Bodies by problem name or status; `$status` and `$headers` inside change the answer's. Holes: `{{problem.name}}`, `{{problem.value}}`, `{{problem.message}}`. */
  errors: WirePage
  /** Kept only where a test asks for it. `headers` are always sent: `{{limit.remaining}}`, `{{limit.requests}}`, `{{limit.reset}}`. */
  limits?: { requests: number; seconds: number; headers?: Record<string, string> }
  webhooks?: Record<string, WireWebhook>
  webhookSignature?: WireWebhookSignature
  /** Connections of the sample; from the manifest's sandbox values where left out. */
  connections?: SampleConnection[]
}

/** Declares a vendor's wire. */
export const defineVendorWire = (wire: VendorWire): VendorWire => wire
