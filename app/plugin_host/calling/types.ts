import type { ErrorAction, ErrorKind, Page } from '#kit'
import type { MappingAccount } from '../mapping/types.js'

/** What templates of a request see. */
export interface RequestScope {
  account: MappingAccount | null
  parent: Record<string, unknown> | null
  settings: Record<string, unknown>
  /** Secret values of the connection; in scope for the ways of signing in only. */
  credentials: Record<string, string>
  /** Public and secret values of the platform's client. */
  client: Record<string, string>
  window: RequestWindow | null
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

export interface PreparedCall {
  method: 'GET' | 'POST'
  /** `https://host/path` without query. */
  url: string
  query: [name: string, value: string][]
  headers: Record<string, string>
  body: unknown
}

export type PrepareCall = (scope: RequestScope) => PreparedCall

/** A list that is read page by page. */
export interface CompiledList {
  prepare: PrepareCall
  page: Page
  /** The records of an answer; undefined where the answer holds no list at that place. */
  records(body: unknown): unknown[] | undefined
}

export interface VendorAnswer {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** What a declared error rule says about an answer. */
export interface DeclaredError {
  action: ErrorAction
  kind?: ErrorKind
  say?: string
  wait?: unknown
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
  read(record: unknown, scope: RequestScope): MappingAccount | null
}

export interface SignedParts {
  headers: Record<string, string>
  query: [name: string, value: string][]
}
