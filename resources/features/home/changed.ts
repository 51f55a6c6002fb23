import type { Drawn } from '../../../app/shared/drawn_state.js'
import type { Metric, MetricResult, MetricValue } from '~/features/metrics/answers'

export type Mover = {
  kind: 'changed' | 'new' | 'ended' | 'other'
  label: string
  key: string | null
  current: MetricValue
  earlier: MetricValue
  change: number
}

/** The key figures beside those of the four weeks before, and what is behind the strongest change. */
export type Changed = {
  metrics: Metric[]
  answer: Drawn<MetricResult>
  leftOut: string | null
  moved: {
    metric: Metric
    dimension: { id: string; label: string }
    /** Their changes add up to `change`. */
    movers: Mover[]
    change: number
    message: string | null
  } | null
  /** Why a quotient changed: `rate` and `mix` add up to `change`. */
  why: {
    metric: Metric
    above: string
    below: string
    dimension: { id: string; label: string }
    change: number
    rate: number
    mix: number
    parts: { label: string; rate: number; mix: number }[]
    message: string | null
  } | null
}
