/** A source that a ratio leaves out, since it has only one side of it. */
export interface LeftOutSource {
  connectionId: string
  connection: string
  /** A sentence. */
  message: string
}

export interface StreamUse {
  connectionId: string
  connection: string
  stream: string
  plugin: string
  /** `sandbox`: its numbers are made up. */
  mode: 'live' | 'sandbox'
  plan: 'rollup' | 'raw'
  /** True where the question needed a more detailed stream than the one that feeds totals. */
  detail: boolean
  /** Last day that its numbers reach; null where it has none. */
  until: string | null
  /** A sentence: why its numbers end before the asked period does; null where they do not. */
  stopped: string | null
}

export interface RateUse {
  from: string
  to: string
  /** Days whose rate was used. */
  firstDay: string
  lastDay: string
  /** Units of `to` for one unit of `from`: lowest and highest used. */
  lowest: number
  highest: number
  source: string
}

export interface Provenance {
  /** How the number is computed, over metric ids. */
  formula: string
  streams: StreamUse[]
  /** Vendor rows behind the number. */
  rows: number
  /** When the newest row was written; null where there is none. */
  freshAt: string | null
  /** Last day up to which every stream was read completely; null where unknown. */
  completeUntil: string | null
  /** Match with the vendors' own totals in percent; null where no vendor total was compared. */
  reconciled: number | null
  /** How much of the number was compared with a vendor's total, in percent; null where it has none or adds nothing up. */
  compared: number | null
  /** Sources that are no part of it, though they have one side of the ratio. */
  leftOut: LeftOutSource[]
  exchangeRates: RateUse[]
  /** What sources say against their own numbers of these days: sampled, thresholded, an account that is not read. */
  warnings: string[]
  /** Everything else to know about the number, the warnings included, as sentences. */
  flags: string[]
}
