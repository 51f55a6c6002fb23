import { listDimensions, listMetrics } from '#metrics'
import type { DashboardSettings } from '#dashboards/models/dashboard'
import type Widget from '#dashboards/models/widget'
import type { Asking } from '#dashboards/queries/answer_question'
import { answerWidgets } from '#dashboards/queries/answer_widgets'
import { namedInWidgets } from '#dashboards/queries/named_in_widgets'

/** A widget that stands on a page of another context. */
export type PageWidget = Pick<Widget, 'id' | 'title' | 'view' | 'question' | 'display' | 'body'>

/** The answers of widgets by id, and what the metrics and dimensions that they name are called. */
export async function answerPage(
  asking: Asking,
  widgets: PageWidget[],
  settings: DashboardSettings
) {
  const { tenant } = asking
  const metrics = namedInWidgets(await listMetrics(tenant), widgets)
  const dimensions = namedInWidgets(await listDimensions(tenant), widgets)
  return { metrics, dimensions, answers: await answerWidgets(asking, widgets, settings) }
}
