import type { MetricUnit } from '#shared/metric_units'

export type MetricKind = 'additive' | 'semi_additive' | 'unique' | 'extreme' | 'ratio' | 'formula'
export type Direction = 'up' | 'down' | 'none'
export type MetricGroup =
  'ads' | 'web' | 'social' | 'email' | 'commerce' | 'payments' | 'source' | 'question'

/** One entry of the catalogue. */
export interface Metric {
  id: string
  label: string
  group: MetricGroup
  kind: MetricKind
  unit: MetricUnit
  /** Whether more is better. */
  direction: Direction
  /** Decimals a person sees. */
  decimals: number
  help: string
  /** Over metric ids; the id itself for stored metrics. */
  formula: string
  /** For `extreme`: which end. */
  extreme?: 'max' | 'min'
  /** Of a ratio whose two sides come from different sources by design, such as all revenue for all spend. */
  isBlended?: true
  /** Abbreviations and words of other languages that people search it by. */
  synonyms?: string[]
  /** The connected source it belongs to, for metrics of imports. */
  connectionId?: string
  /** Whether a connected stream of this organization can answer it. */
  available: boolean
}

export type DimensionKind = 'stream' | 'entity' | 'breakdown' | 'row'

export interface Dimension {
  id: string
  label: string
  group: 'source' | 'advertising' | 'audience' | 'commerce' | 'time' | 'imported'
  help: string
  /** Where its value lives: the stream, the entity, the row's breakdown or the row itself. */
  kind: DimensionKind
  connectionId?: string
  /** What people call the values that are codes, by the code in small letters. */
  values?: Record<string, string>
  /** Its values are codes of a standard: countries (ISO 3166) or languages (ISO 639). */
  codes?: 'region' | 'language'
  available: boolean
}
