import { readMetricQuery } from '#metrics'
import type { PageWidget } from '#dashboards/queries/answer_page'
import { widgetValidator } from '#dashboards/validators/dashboard'
import { displayFor, WIDGET_VIEWS } from '#dashboards/widget_views'

/** Stands in for the period of the page where the form of a question is read. */
const ANY_RANGE = { preset: 'last_28_days' }

/** A widget as somebody sent it: by the form of its view, without what the view knows nothing of. */
export async function readWidget(given: unknown): Promise<Omit<PageWidget, 'id'>> {
  const { question, body, ...fields } = await widgetValidator.validate(given)
  if (question) {
    readMetricQuery({ ...question, range: ANY_RANGE })
  }
  const { display } = given as { display?: unknown }
  return {
    ...fields,
    question: WIDGET_VIEWS[fields.view].asks ? (question ?? null) : null,
    display: await displayFor(fields.view, display),
    body: body ?? '',
  }
}
