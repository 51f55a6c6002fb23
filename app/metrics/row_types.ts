import type { MetricUnit } from '#shared/metric_units'
import type { DayRange, MetricValue } from './types.js'

/** One row as a source reported it. */
export interface SourceRow {
  day: string
  source: string
  sourceId: string
  /** Name of the source's report. */
  report: string
  /** What it is about; null for rows of files. */
  entity: { kind: string; name: string; id: string } | null
  /** Kind → name of what is above it. */
  above: Record<string, string>
  dimensions: Record<string, string>
  /** Of its amounts. */
  currency: string | null
  /** By stored metric, in major units; null where the row has none. */
  values: Record<string, number | null>
  syncedAt: string
}

export interface SourceRows {
  range: DayRange
  /** The stored metrics behind the number. */
  metrics: { id: string; label: string; unit: MetricUnit }[]
  rows: SourceRow[]
  from: number
  total: number
}

/** A number as it was known at a moment, beside what is known now. */
export interface PastValue {
  asOf: string
  then: MetricValue
  now: MetricValue
  /** Sources and days whose number is another one now, the largest changes first. */
  changes: { at: string; source: string | null; then: MetricValue; now: MetricValue }[]
  /** How many there are, of which the largest are listed. */
  changed: number
}
