import type { CompiledConnector, MappingAccount } from '#plugin_host'
import type { Clock } from './http/clock.js'

/** Days read in one go, both ends included. */
export interface DayWindow {
  from: string
  to: string
}

export interface PageRequest {
  /** For streams with `each: 'account'`. */
  account?: MappingAccount
  /** For streams with a cursor. */
  window?: DayWindow
  /** `VendorPage.resume` of the last page that was committed. */
  resume?: unknown
}

export interface VendorPage {
  records: unknown[]
  /** The answer as it came, without the fields that the stream drops. */
  raw: string
  /** Where to go on after this page; null where it was the last. */
  resume: unknown | null
}

export interface VendorTotal {
  metric: string
  /** Null for numbers that are no money. */
  currency: string | null
  /** Money in micros. */
  total: number
}

export interface VendorTotals {
  /** Records that the vendor's answer was added up from. */
  rows: number
  totals: VendorTotal[]
}

export interface SessionConnection {
  id: string
  pluginId: string
  name: string
  mode: 'live' | 'sandbox'
  settings: Record<string, unknown>
  /** First day to read, `YYYY-MM-DD`, where the person chose one. */
  backfillFrom: string | null
}

/**
 * One connection, opened for reading. Performs every HTTP call of its connector: credentials, limits, retries and
 * the sorting of failures happen inside, and what comes out are pages or a `VendorFailure`.
 */
export interface VendorSession {
  connection: SessionConnection
  connector: CompiledConnector
  /** The selected accounts. */
  accounts: MappingAccount[]
  pages(stream: string, request: PageRequest): AsyncGenerator<VendorPage>
  /** The vendor's own sums for the window; null where the stream declares none. */
  totals(stream: string, request: PageRequest): Promise<VendorTotals | null>
}

export interface SessionOptions {
  correlationId: string
  signal?: AbortSignal
  clock?: Clock
}
