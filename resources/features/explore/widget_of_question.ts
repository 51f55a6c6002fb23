import type { MetricQuery } from '#metrics/types'
import { without } from './change_question.js'
import type { View } from './question_address.js'

interface Asked {
  question: MetricQuery
  view: View
}

/** Rows of a table on a dashboard; Explore shows the rest. */
const TABLE_ROWS = 50

/** A query as a widget of a dashboard, which decides period and currency itself. */
export function widgetOf({ question, view }: Asked, title: string) {
  const asked = without(question, 'range', 'currency', 'timeZone', 'asOf', 'subtotals')
  const isTable = view === 'table' || view === 'pivot'
  return {
    title,
    view: isTable ? 'table' : view,
    question: { ...asked, ...(isTable && { limit: TABLE_ROWS }) },
  } as never
}
