import type { MetricUnit } from '#shared/metric_units'

export interface PreviewRow {
  day: string
  /** What the numbers belong to. */
  name: string
  currency: string | null
  dimensions: (string | null)[]
  /** Money in micros. */
  numbers: (number | null)[]
}

/** What records become, next to what they say themselves. */
export interface Preview {
  records: number
  dimensions: string[]
  metrics: {
    id: string
    label: string
    unit: MetricUnit
    sums: { currency: string | null; sum: number }[]
  }[]
  rows: PreviewRow[]
  rejected: { position: number; reason: string }[]
  /** Records that share their key with a later one, which counts instead. */
  repeated: number
  /** Why nothing can be shown, as a sentence; null where something can. */
  problem: string | null
}
