import type { CompiledStream, MappingAccount } from '#plugin_host'
import type { DayWindow } from '../run_records.js'

export type { CompiledStream as SourceStream, MappingAccount as SourceAccount } from '#plugin_host'
export type SourceScope = Parameters<CompiledStream['mapPage']>[1]
type Batches = ReturnType<CompiledStream['mapPage']>['batches']
export type SourceBatch = Batches extends Map<string, infer Batch> ? Batch : never

/** What the engine needs of a vendor: the part of a `VendorSession` that it uses. */
export interface SourceSession {
  connection: { settings: Record<string, unknown> }
  connector: { streams: Map<string, CompiledStream> }
  /** The accounts the person chose. */
  accounts: MappingAccount[]
  pages(stream: string, request: PageRequest): AsyncGenerator<SourcePage>
  totals(stream: string, request: PageRequest): Promise<SourceTotals | null>
}

export interface PageRequest {
  account?: MappingAccount
  window?: DayWindow
  resume?: unknown
}

export interface SourcePage {
  records: unknown[]
  /** As the vendor sent it. */
  raw: string
  /** How to ask for the page after this one; null at the last. */
  resume: unknown
}

export interface SourceTotals {
  rows: number
  totals: SourceTotal[]
}

export interface SourceTotal {
  metric: string
  currency: string | null
  /** In the unit of the stored number: money in micros. */
  total: number
}
