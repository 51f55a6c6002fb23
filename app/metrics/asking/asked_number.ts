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
  const metric = typeof given.metric === 'string' ? given.metric : query.metrics[0]
  return { query, metric }
}

/** What is no JSON is no question either, and is refused as such. */
function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return null
  }
}
