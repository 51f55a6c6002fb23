import { Refusal } from '#foundation'
import type { MetricQuery } from '../types.js'
import { readMetricQuery } from './read_metric_query.js'

interface AskedNumber {
  query: MetricQuery
  metric: string
}

/** The number that an address names: a question as JSON, and one of its metrics. Null where it names none. */
export function askedNumber(given: Record<string, unknown>): AskedNumber | null {
  if (given.query === undefined) {
    return null
  }
  const query = readMetricQuery(parsed(given.query))
  refuseChosen(query)
  const metric = typeof given.metric === 'string' ? given.metric : query.metrics[0]
  return { query, metric }
}

/** The rows and the past of all values of the breakdown would not be those of the number that is looked at. */
function refuseChosen({ conditions = [] }: MetricQuery) {
  if (conditions.length > 0) {
    throw new Refusal({
      code: 'E_NUMBER_OF_CHOSEN_ROWS',
      status: 422,
      message:
        'This number is of the rows that meet the filters on metrics, and its source rows and its past are known without them only. Remove the filters on metrics to see them.',
    })
  }
}

/** What is no JSON is no question either, and is refused as such. */
function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return null
  }
}
