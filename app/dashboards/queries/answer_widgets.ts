import type { MetricQuery, MetricResult } from '#metrics'
import type { Drawn, Failed } from '#shared/drawn_state'
import type { DashboardSettings } from '#dashboards/models/dashboard'
import type Widget from '#dashboards/models/widget'
import { answerQuestion, type Asking } from '#dashboards/queries/answer_question'
import { answerGoal, type WidgetResult } from '#dashboards/goal_answers'
import { MOST_WIDGETS } from '#dashboards/queries/widget_room'
import { ownGrain, WIDGET_VIEWS } from '#dashboards/widget_views'

/** What is asked of a widget: of a published version there is no more. */
export type AskingWidget = Pick<Widget, 'id' | 'question' | 'view' | 'display'>

/** Values of all widgets of a page together: what a browser draws and one process holds beside the pages of others. */
const MOST_VALUES = 300_000

/** The answers of a dashboard by widget, all for the same range and currency, as far as one page can hold them. */
export async function answerWidgets(
  asking: Asking,
  widgets: AskingWidget[],
  settings: DashboardSettings
): Promise<Record<string, Drawn<WidgetResult>>> {
  const answers: Record<string, Drawn<WidgetResult>> = {}
  let values = 0
  for (const [place, widget] of widgets.entries()) {
    const question = questionOf(widget, settings, asking.organization.currency)
    if (question) {
      const hasRoom = place < MOST_WIDGETS && values < MOST_VALUES
      answers[widget.id] = hasRoom ? await answered(asking, widget, question) : NO_ROOM
      values += valuesIn(answers[widget.id])
    }
  }
  return answers
}

/** A followed goal has its own period, currency and filters. */
function answered(asking: Asking, { view, display }: AskingWidget, question: MetricQuery) {
  const goal = view === 'goal' ? display.goal : undefined
  return typeof goal === 'string' ? answerGoal(asking, goal) : answerQuestion(asking, question)
}

const NO_ROOM: Failed = {
  state: 'failed',
  code: 'E_DASHBOARD_TOO_WIDE',
  message:
    'The widgets above fill this page, so this one was not answered. Choose a shorter period, or move it to another dashboard.',
}

function valuesIn(answer: Drawn<MetricResult>): number {
  if (answer.state !== 'ready' && answer.state !== 'partial') {
    return 0
  }
  const { series, comparison, totals } = answer.value
  const points = [...series, ...(comparison?.series ?? [])].map((one) => one.points.length)
  return points.reduce((sum, count) => sum + count, 0) * Object.keys(totals).length
}

/** The whole question of a widget, for the period, currency and filters of its dashboard; null where it asks nothing. */
export function questionOf(
  { question, view }: AskingWidget,
  { range, currency, filters: chosen = [] }: DashboardSettings,
  ownCurrency: string
): MetricQuery | null {
  if (!question) {
    return null
  }
  const limit = WIDGET_VIEWS[view].mostSeries
  const grain = ownGrain(view, question)
  const filters = [...(question.filters ?? []), ...chosen]
  return { limit, grain, ...question, filters, range, currency: currency ?? ownCurrency }
}
