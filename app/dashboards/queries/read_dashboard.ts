import { Refusal } from '#foundation'
import type { Drawn } from '#shared/drawn_state'
import type { WidgetResult } from '#dashboards/goal_answers'
import Dashboard from '#dashboards/models/dashboard'
import type { DashboardSettings } from '#dashboards/models/dashboard'
import type { Asking } from '#dashboards/queries/answer_question'
import { answerWidgets } from '#dashboards/queries/answer_widgets'
import { shownWidgets } from '#dashboards/queries/shown_widgets'

/** A dashboard that everyone in the organization sees, with the answers of its published widgets, for programs. */
export async function readDashboard(
  asking: Asking,
  id: string,
  chosen: Partial<DashboardSettings> = {}
) {
  const { organization } = asking
  const dashboard = await findShared(organization, id)
  const settings = { ...dashboard.settings, ...chosen }
  const widgets = await shownWidgets(organization, dashboard)
  const answers = await answerWidgets(asking, widgets, settings)
  return {
    id: dashboard.id,
    slug: dashboard.slug,
    name: dashboard.name,
    description: dashboard.description,
    range: settings.range,
    currency: settings.currency ?? organization.currency,
    filters: settings.filters ?? [],
    updatedAt: dashboard.updatedAt.toISO()!,
    widgets: widgets.map(({ id: widgetId, title, view, question, display, body, placed }) => ({
      id: widgetId,
      title,
      view,
      question,
      display,
      text: body,
      layout: placed,
      ...answerFor(answers[widgetId]),
    })),
  }
}

/** How a followed goal stands is said beside the answer, which has the form of every answer. */
function answerFor(answer: Drawn<WidgetResult> | undefined) {
  if (!answer || !('value' in answer)) {
    return { answer: answer ?? null, goal: null }
  }
  const { goal = null, ...value } = answer.value
  return { answer: { ...answer, value }, goal }
}

async function findShared(organization: { id: string }, id: string): Promise<Dashboard> {
  const dashboard = await Dashboard.of(organization)
    .where('id', id)
    .where('visibility', 'organization')
    .whereNull('deleted_at')
    .first()
  if (!dashboard) {
    throw new Refusal({
      code: 'E_DASHBOARD_NOT_FOUND',
      status: 404,
      message:
        'This dashboard does not exist, or it is not shared with everyone in the organization. Programs read dashboards that everyone sees.',
    })
  }
  return dashboard
}
