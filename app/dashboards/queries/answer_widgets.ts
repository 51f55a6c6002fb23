import type { MetricQuery, MetricResult } from '#metrics'
import type { Drawn } from '#shared/drawn_state'
import type { DashboardSettings } from '#dashboards/models/dashboard'
import type Widget from '#dashboards/models/widget'
import { answerQuestion, type Asking } from '#dashboards/queries/answer_question'

/** Enough to read in a panel; Explore shows the rest. */
const MOST_SERIES = 12

/** The answers of a dashboard by widget, all for the same range and currency. */
export async function answerWidgets(
  asking: Asking,
  widgets: Widget[],
  settings: DashboardSettings
): Promise<Record<string, Drawn<MetricResult>>> {
  const answers: Record<string, Drawn<MetricResult>> = {}
  for (const widget of widgets) {
    const question = questionOf(widget, settings, asking.organization.currency)
    if (question) {
      answers[widget.id] = await answerQuestion(asking, question)
    }
  }
  return answers
}

function questionOf(
  { question, view }: Widget,
  { range, currency }: DashboardSettings,
  ownCurrency: string
): MetricQuery | null {
  if (!question) {
    return null
  }
  const isCompared = question.breakdowns?.length && (view === 'table' || view === 'bar')
  const grain = isCompared ? ('total' as const) : ('day' as const)
  return { limit: MOST_SERIES, grain, ...question, range, currency: currency ?? ownCurrency }
}
