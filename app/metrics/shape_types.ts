export type WeekStart = 'monday' | 'sunday'

export type ConditionOperator = 'above' | 'at_least' | 'below' | 'at_most'

/** A filter on a metric: `{ metric: "spend", operator: "above", value: 500 }`. Rows without a value never meet it. */
export interface MetricCondition {
  metric: string
  operator: ConditionOperator
  /** Major units for money, percent points for percentages. */
  value: number
}

export interface Sorting {
  /** A metric of the catalogue or of this question, or `name` for the names of the rows. */
  by: string
  /** Highest first when left out. */
  order?: 'descending' | 'ascending'
}

export interface TopValues {
  count: number
  /** The first breakdown when left out. */
  dimension?: string
  /** Whether the other values are answered as one row. Totals hold them in any case. */
  other?: boolean
}

export type DerivationKind =
  'share_of_total' | 'running_total' | 'moving_average' | 'difference' | 'growth'

/**
 * A number computed from those of `metric`. `share_of_total`: of the same period, or of all periods where nothing is broken down.
 * `moving_average`: of as many points as `points` says, this one included; a ratio is divided over all of them.
 * `difference` and `growth` (in percent): beside the point before.
 */
export interface Derivation {
  metric: string
  as: DerivationKind
  /** Only for `moving_average`. */
  points?: number
}

export interface OtherValues {
  dimension: string
  /** How many values are in it. */
  values: number
}

/** The part of a question that says what is done with its rows once they are added up. */
export interface QueryShape {
  /** Numbers computed from the points or rows of others, by id, usable in `metrics`. */
  derived?: Record<string, Derivation>
  /** Filters on metrics: only rows of the breakdown that meet all of them stay, in the totals as well. */
  conditions?: MetricCondition[]
  /** The order of the rows: highest first by the first metric when left out. */
  sort?: Sorting
  /** Only the first values of one dimension, the others as one row where wanted. */
  top?: TopValues
  /** Combinations of the breakdowns to total by as well, over time: `[]` for all of it. */
  subtotals?: string[][]
  /** First day of weeks; Monday when left out. */
  weekStart?: WeekStart
}
