import { answerQuestion, type Asking } from '#dashboards'
import { Refusal } from '#foundation'
import { checkFormula, type MetricQuery, type MetricResult } from '#metrics'
import type { Drawn } from '#shared/drawn_state'

export interface AskedPreview {
  /** Null for a KPI that is not there yet. */
  id: string | null
  label: string
  formula: string
}

type Checked = Awaited<ReturnType<typeof checkFormula>>

export type KpiPreview =
  | { state: 'refused'; code: string; message: string }
  | ({ state: 'checked'; answer: Drawn<MetricResult>; metric: string } & Checked)

/** Under this name the formula is asked for before it has an id. */
const UNSAVED = 'kpi_preview'

/** What a formula means and what it would have answered over the last weeks, before anything is saved. */
export async function previewKpi(asking: Asking, asked: AskedPreview): Promise<KpiPreview> {
  try {
    const { label, formula } = asked
    const checked = await checkFormula(asking.tenant, { id: asked.id ?? UNSAVED, label, formula })
    const answer = await answerQuestion(asking, {
      ...questionOf(UNSAVED, asking),
      formulas: { [UNSAVED]: checked.formula },
    })
    return { state: 'checked', metric: UNSAVED, answer, ...checked }
  } catch (error) {
    if (error instanceof Refusal) {
      return { state: 'refused', code: error.code!, message: error.message }
    }
    throw error
  }
}

/** The last four weeks by day, beside the four before. */
export const questionOf = (metric: string, { organization }: Asking): MetricQuery => ({
  metrics: [metric],
  range: { preset: 'last_28_days' },
  grain: 'day',
  comparison: 'previous_period',
  currency: organization.currency,
})
