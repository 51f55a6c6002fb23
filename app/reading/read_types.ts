import type { DayWindow } from '#shared/day_window'
import type { MetricTotal } from './call/calls.js'
import type { CompiledStream, MappedPage, MappingAccount } from './map/types.js'
import type { RawPage } from './page/read_slice.js'

/** One stream for one account: what is read, resumed, retried and compared by itself. */
export interface StreamRead {
  stream: CompiledStream
  /** Null where the stream belongs to no single account. */
  account: MappingAccount | null
}

/** What is read in one go. */
export interface Slice {
  /** For streams with a cursor. */
  window?: DayWindow
  /** `ReadPage.resume` of the last page that was committed. */
  resume?: unknown
  /** `ReadPage.mark` of the last page of any reading, where the stream has one. */
  mark?: unknown
  /** Today in the zone whose days the vendor counts in. */
  today: string
}

export interface ReadPage extends MappedPage, RawPage {
  /** Records of the vendor, mapped or not. */
  read: number
  /** What the vendor said against its own numbers, as sentences. */
  warnings?: string[]
  /** Where later readings go on that do not go by days. */
  mark?: unknown
}

/** The vendor's own sums for a window. */
export interface VendorTotals {
  /** Records that the vendor's answer was added up from. */
  rows: number
  totals: MetricTotal[]
}
