import type { MetricUnit } from '#shared/metric_units'

export type UnavailableReason =
  | 'no_source'
  | 'no_rows'
  | 'no_match'
  | 'no_denominator'
  | 'not_additive'
  | 'mixed_currencies'
  | 'operand_unavailable'
  | 'too_large'
  | 'no_total'
  | 'in_progress'

export interface AvailableValue {
  status: 'available'
  /** Major units for money, percent points for percentages. */
  value: number
  unit: MetricUnit
  currency?: string
}

export interface UnavailableValue {
  status: 'unavailable'
  reason: UnavailableReason
  /** A sentence for the person. */
  message: string
}

/** Never a lying zero: a number, or the reason why there is none. */
export type MetricValue = AvailableValue | UnavailableValue
export type MetricValues = Record<string, MetricValue>
