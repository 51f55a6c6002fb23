import type { ErrorAction, ErrorKind, Format } from '#kit'
import type { MappingAccount } from '../map/types.js'
import type { Sign } from './sign/signed_request.js'

/** What templates of a request see. */
export interface RequestScope {
  account: MappingAccount | null
  parent: Record<string, unknown> | null
  settings: Record<string, unknown>
  /** Secret values of the connection; in scope for the ways of signing in only. */
  credentials: Record<string, string>
  /** Public and secret values of the platform's client. */
  client: Record<string, string>
  /** What a token answer said besides the tokens. */
  token: Record<string, unknown>
  window: RequestWindow | null
  /** A report that the vendor prepares: the answers to its creation and to the last poll. */
  report: { created?: unknown; polled?: unknown } | null
  /** What people are told, where that is what is asked. */
  notification?: Notification | null
  /** The address that is registered with the vendor, or removed there. */
  webhook?: RegisteredAddress | null
}

export interface RegisteredAddress {
  url: string
  /** What deliveries will be signed with, where it is made here. */
  secret: string
  /** What the vendor calls the registration, where there is one. */
  registered: string | null
}

/** A message to people, in plain text. */
export interface Notification {
  title: string
  text: string
  /** Where to read on; empty where nowhere. */
  url: string
}

/** A window in every notation vendors ask for. `to` is included, the instants end before the next day. */
export interface RequestWindow {
  from: string
  to: string
  fromUnix: number
  toUnix: number
  fromIso: string
  toIso: string
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export type Content =
  { as: 'json'; value: unknown } | { as: 'form'; fields: [name: string, value: string][] }

export interface PreparedCall {
  method: Method
  /** `https://host/path` without query. */
  url: string
  query: [name: string, value: string][]
  headers: Record<string, string>
  content: Content | null
}

/** An answer of the vendor as expressions see it. */
export interface VendorAnswer {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  body: unknown
}

export interface CompiledCall {
  prepare(scope: RequestScope): PreparedCall
  /** As it is declared, for limits that hold for each endpoint alone. */
  endpoint: string
  format: Exclude<Format, string>
  /** Goes out without credentials. */
  isUnsigned: boolean
  /** Whether an answer with a good status is one. */
  isOk(answer: VendorAnswer, settings: Record<string, unknown>): boolean
}

/** A list that is read page by page. */
export interface CompiledList extends CompiledCall {
  pager: Pager
  /** Reads a recorded body as the vendor's format; the body is undefined where it is none. */
  decode(bytes: Buffer): Promise<{ text: string; body: unknown }>
  /** The records of an answer; undefined where it holds none, and that is no answer. */
  records(
    answer: VendorAnswer,
    settings: Record<string, unknown>,
    window?: RequestWindow | null
  ): unknown[] | undefined
}

/** What a declared error rule says about an answer. */
export interface DeclaredError {
  action: ErrorAction
  kind?: ErrorKind
  say?: string
  wait?: unknown
  /** The limit is that of all tenants together. */
  isApp?: boolean
}

export interface CompiledTotals extends CompiledList {
  /** Adds the records up by metric and currency. */
  sum(records: unknown[], scope: RequestScope): MetricTotal[]
}

export interface MetricTotal {
  metric: string
  /** Null for numbers that are no money. */
  currency: string | null
  /** Money in micros. */
  total: number
}

export interface CompiledAccounts extends CompiledList {
  parents?: CompiledList & { read(record: unknown): Record<string, unknown> }
  /** Null where the record is no account to read. */
  read(record: unknown, scope: RequestScope): ListedAccount | null
}

/** An account as the vendor lists it, with what is only for its own calls. */
export interface ListedAccount extends MappingAccount {
  secrets: Record<string, string>
}

export interface SignedParts {
  headers: Record<string, string>
  query: [name: string, value: string][]
  /** Fields that belong into the body. */
  body: Record<string, string>
  /** Signs the request once everything else is in it. */
  sign?: Sign
}

/** Where the next page begins. JSON, because the sync engine stores it between runs. */
export type PageState = Record<string, string | number>

export interface PageAnswer {
  answer: VendorAnswer
  records: unknown[]
  settings: Record<string, unknown>
}

/** How one kind of paging asks for a page and finds the next. */
export interface Pager {
  first: PageState
  ask(call: PreparedCall, state: PageState): PreparedCall
  /** Null after the last page; `'lying'` where the vendor announces more and sends nothing. */
  next(state: PageState, answer: PageAnswer): PageState | 'lying' | null
}
