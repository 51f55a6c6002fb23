import type Widget from '#dashboards/models/widget'

const NOT_OF_A_NAME = /[^\p{L}\p{N}_.:/-]+/u

/**
 * Of all metrics or dimensions, those that the widgets name. Who may only look at a dashboard gets the names on it and not the
 * catalogue: names of columns tell what an organization measures. A question may name a column of a file without its source.
 */
export function namedInWidgets<Entry extends { id: string }>(
  known: Entry[],
  widgets: Pick<Widget, 'question'>[]
): Entry[] {
  const questions = JSON.stringify(widgets.map(({ question }) => question))
  const names = new Set(questions.split(NOT_OF_A_NAME))
  return known.filter(({ id }) => names.has(id) || names.has(id.slice(id.indexOf(':') + 1)))
}
