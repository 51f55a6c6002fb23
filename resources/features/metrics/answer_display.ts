import type { ScaleBand } from '../../charts/target_scale.js'

/** A figure of a column that stands out: in the tone of what it tells. */
export type CellCondition = {
  metric: string
  operator: 'above' | 'below'
  /** Major units for money, percent points for percentages. */
  value: number
  tone: 'good' | 'bad' | 'notice'
}

/** How an answer is drawn. Each view reads its own part (`chart_views.ts`); what is left out is chosen for it. */
export type AnswerDisplay = {
  /** What each metric should reach, by metric. */
  targets?: Record<string, number>
  /** Ranges of the first metric, from the lowest. */
  bands?: ScaleBand[]
  /** Whether figures stand in the cells of a heat map. */
  showsValues?: boolean
  /** Whether cohorts are shown as a share of their first column. */
  asShare?: boolean
  /** Whether a bar in each cell of a table shows how large it is. */
  showsBars?: boolean
  /** Whether rows of the first breakdown have a sub-total. */
  showsSubtotals?: boolean
  conditions?: CellCondition[]
}

/** A person chose a place of a drawing: values of the breakdown, a bucket of time, or both. */
export type AnswerPick = { keys: Record<string, string | null> | null; at: string | null }

/** What happened on a day, or from one to another: drawn where the axis is time. */
export type Happened = { from: string; to: string; text: string }
