import type { Drawn } from '../../../app/shared/drawn_state.js'
import type { MetricResult } from '~/features/metrics/answers'

export type Direction = 'up' | 'down' | 'none'

/** What a person decides about a KPI. */
export type KpiDraft = {
  label: string
  help: string
  formula: string
  direction: Direction
  decimals: number | null
}

export type Kpi = KpiDraft & {
  id: string
  revision: number
  changedAt: string
  deletedAt: string | null
}

export type KpiRevision = KpiDraft & {
  revision: number
  changedBy: string | null
  changedAt: string
}

export type ListedKpi = { kpi: Kpi; answer: Drawn<MetricResult> }

export type KpiPreview =
  | { state: 'refused'; code: string; message: string }
  | {
      state: 'checked'
      /** The id under which the answer has its values. */
      metric: string
      answer: Drawn<MetricResult>
      unit: string
      formula: string
      metrics: string[]
      addsUp: boolean
    }

export const DIRECTIONS: { value: Direction; label: string }[] = [
  { value: 'up', label: 'More is better' },
  { value: 'down', label: 'Less is better' },
  { value: 'none', label: 'Neither' },
]

export const UNIT_NAMES: Record<string, string> = {
  count: 'Count',
  currency: 'Money',
  percent: 'Percentage',
  seconds: 'Duration',
  bytes: 'Size in bytes',
  score: 'Score',
  number: 'Plain number',
}
