import type { MetricValue, MetricValues } from './value_types.js'
import type { Provenance } from './provenance_types.js'
import type { OtherValues, QueryShape, WeekStart } from './shape_types.js'

export type * from './value_types.js'
export type { LeftOutSource, Provenance, RateUse, StreamUse } from './provenance_types.js'
export type * from './shape_types.js'

export type Grain = 'total' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'
/** `same_weeks_last_year`: 52 weeks before, so that Mondays meet Mondays. */
export type Comparison = 'none' | 'previous_period' | 'previous_year' | 'same_weeks_last_year'

export type RangePreset =
  | 'today'
  | 'yesterday'
  | 'last_7_days'
  | 'last_14_days'
  | 'last_28_days'
  | 'last_30_days'
  | 'last_90_days'
  | 'this_week'
  | 'last_week'
  | 'this_month'
  | 'last_month'
  | 'this_quarter'
  | 'last_quarter'
  | 'this_year'
  | 'last_year'
  | 'last_12_weeks'
  | 'last_12_months'
  | 'all_time'

/** Both ends are part of it; `YYYY-MM-DD`. */
export interface DayRange {
  from: string
  to: string
}

export type FilterOperator =
  | 'in'
  | 'not_in'
  | 'equals'
  | 'not_equals'
  | 'contains'
  | 'not_contains'
  | 'starts_with'
  | 'is_empty'
  | 'is_not_empty'

export interface MetricFilter {
  dimension: string
  operator: FilterOperator
  /** Left out for `is_empty` and `is_not_empty`. */
  values?: string[]
}

/** One question to the warehouse: the outward form of REST, exports and widgets alike. */
export interface MetricQuery extends QueryShape {
  metrics: string[]
  /** At most three dimensions. */
  breakdowns?: string[]
  filters?: MetricFilter[]
  range: DayRange | { preset: RangePreset }
  grain?: Grain
  comparison?: Comparison | null
  /** Further periods to compare with, beside `comparison`. */
  moreComparisons?: Comparison[]
  /** ISO 4217. Left out: amounts stay in their own currency, and adding different ones is refused. */
  currency?: string | null
  /** IANA zone in which presets are evaluated; the organization's zone when left out. */
  timeZone?: string | null
  /** Answer with what was known at this instant (ISO 8601) or at the end of this day. */
  asOf?: string | null
  /** Formulas of this question by id, usable in `metrics`: `{ "profit": "revenue - spend" }`. */
  formulas?: Record<string, string>
  /** Most series in the answer, best first by the first metric; what is left out is stated. */
  limit?: number
}

/**
 * How a number moved, over what both periods cover. `whole`: over all of it. `partial`: the message says what is left out.
 * `none`: nothing is covered twice. `in_progress`: the period has no whole day yet.
 */
export interface MetricChange {
  state: 'whole' | 'partial' | 'none' | 'in_progress'
  /** Both over the same sources and as many days; unavailable for `none` and `in_progress`. */
  current: MetricValue
  earlier: MetricValue
  /** The days that are compared; null where none are. */
  days: { current: DayRange; earlier: DayRange } | null
  /** A sentence; null for `whole`. */
  message: string | null
}

export type MetricChanges = Record<string, MetricChange>

export interface MetricPoint {
  /** First day of the bucket, `YYYY-MM-DD`, or `YYYY-MM-DDTHH:00` for hours. */
  at: string
  values: MetricValues
}

export interface MetricSeries {
  /** Dimension id → what a person reads; null where the rows carry no value. */
  breakdown: Record<string, string | null>
  /** Dimension id → stable identity, different for two campaigns of the same name. */
  keys: Record<string, string | null>
  /**
   * A sentence where the totals of a source hold these numbers and its detailed report leaves them out: spend of campaigns without ads
   * has no ad. Null everywhere else.
   */
  rest: string | null
  /** Of the row that holds all values beyond the first ones; left out for all others. */
  other?: OtherValues
  points: MetricPoint[]
  totals: MetricValues
  /** Beside the compared period, by metric; null where nothing is compared. */
  changes: MetricChanges | null
}

/** Totals by some of the breakdowns. A value that cannot be added up is unavailable, with the reason. */
export interface Subtotals {
  by: string[]
  series: MetricSeries[]
}

/** The answer over a period before. */
export interface ComparedAnswer {
  kind: Comparison
  range: DayRange
  /** First day with numbers, where the compared period begins before it: the two are no equals. */
  since: string | null
  series: MetricSeries[]
  totals: MetricValues
  /** How the totals moved, by metric, over what both periods cover. */
  changes: MetricChanges
}

export interface MetricResult {
  range: DayRange
  grain: Grain
  /** Left out where weeks begin on Monday. */
  weekStart?: WeekStart
  timeZone: string
  currency: string | null
  asOf: string | null
  series: MetricSeries[]
  totals: MetricValues
  comparison: ComparedAnswer | null
  /** Only where more than one period was asked for. Changes of the series are those of `comparison`. */
  moreComparisons?: ComparedAnswer[]
  /** In the order asked. */
  subtotals?: Subtotals[]
  /** Null where every series is shown. */
  truncated: null | { shown: number; total: number; message: string }
  /** How many rows met the conditions; left out where there are none. */
  conditions?: { kept: number; total: number; message: string }
  provenance: Record<string, Provenance>
}
