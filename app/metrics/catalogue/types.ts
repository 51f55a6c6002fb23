import type { MetricUnit } from '#shared/metric_units'

export type MetricKind = 'additive' | 'semi_additive' | 'unique' | 'extreme' | 'ratio' | 'formula'
export type Direction = 'up' | 'down' | 'none'
export type MetricGroup =
  | 'ads'
  | 'web'
  | 'seo'
  | 'social'
  | 'email'
  | 'crm'
  | 'commerce'
  | 'payments'
  | 'accounting'
  | 'operations'
  | 'source'
  | 'kpi'
  | 'question'

/**
 * From where a metric sees a sale. One sale is told by the shop that sold it, by each platform that claims to have brought it, by
 * the site that measured it, by the processor that collected it and by the books that booked it (`expressions/sale_views.ts`).
 */
export type SaleView = 'shop' | 'advertising' | 'email' | 'site' | 'processor' | 'books'

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
  /** Whether its values over days add up to its value over all of them. */
  addsUp: boolean
  /** For `extreme`: which end. */
  extreme?: 'max' | 'min'
  /** Of a ratio whose two sides come from different sources by design, such as all revenue for all spend. */
  isBlended?: true
  /** Shown beside the label: MRR for recurring revenue. */
  abbreviation?: string
  /** Abbreviations and words of other languages that people search it by. */
  synonyms?: string[]
  /** Of money that customers pay: no two such metrics are added. */
  saleView?: SaleView
  /** The connected source it belongs to, for metrics of imports. */
  connectionId?: string
  /** Whether a connected stream of this organization can answer it. */
  available: boolean
}

export type DimensionKind = 'stream' | 'entity' | 'breakdown' | 'row'

export interface Dimension {
  id: string
  label: string
  group:
    | 'source'
    | 'advertising'
    | 'audience'
    | 'traffic'
    | 'content'
    | 'sales'
    | 'commerce'
    | 'operations'
    | 'time'
    | 'imported'
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
