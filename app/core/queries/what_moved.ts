import { answerQuestion, type Asking } from '#dashboards'
import {
  listDimensions,
  type Dimension,
  type Metric,
  type MetricQuery,
  type MetricResult,
} from '#metrics'

/** What people act on, most telling first. */
const DIMENSIONS = ['campaign', 'product', 'channel', 'source', 'country', 'payment_method']
const MOST_MOVERS = 4
/** More parts than a home page may wait for. */
const MOST_PARTS = 500

type MetricValue = MetricResult['totals'][string]

export interface Mover {
  label: string
  /** What a filter names it by. */
  key: string
  current: MetricValue
  earlier: MetricValue
  change: number
}

export interface Moved {
  metric: Metric
  dimension: { id: string; label: string }
  movers: Mover[]
}

/**
 * Which campaigns, products or sources are behind the strongest change of the key figures. Only of numbers that
 * add up: parts of a ratio do not explain it. Null where nothing can be broken down or compared.
 */
export async function whatMoved(
  asking: Asking,
  { metrics, result }: { metrics: Metric[]; result: MetricResult }
): Promise<Moved | null> {
  const metric = strongestChange(metrics, result)
  if (!metric || result.comparison?.since) {
    return null
  }
  const known = await listDimensions(asking.tenant)
  const candidates = DIMENSIONS.flatMap((id) =>
    known.filter((dimension) => dimension.id === id && dimension.available)
  )
  for (const dimension of candidates) {
    const movers = await moversOf(asking, metric, dimension)
    if (movers.length > 1) {
      return { metric, dimension: { id: dimension.id, label: dimension.label }, movers }
    }
  }
  return null
}

function strongestChange(metrics: Metric[], { totals, comparison }: MetricResult) {
  const changes = metrics
    .filter(({ kind }) => kind === 'additive')
    .map((metric) => {
      const [now, before] = [numberOf(totals[metric.id]), numberOf(comparison?.totals[metric.id])]
      return { metric, ratio: before === 0 ? 0 : Math.abs((now - before) / before) }
    })
  return changes.sort((one, other) => other.ratio - one.ratio)[0]?.metric
}

async function moversOf(asking: Asking, metric: Metric, dimension: Dimension): Promise<Mover[]> {
  const question: MetricQuery = {
    metrics: [metric.id],
    breakdowns: [dimension.id],
    range: { preset: 'last_28_days' },
    grain: 'total',
    comparison: 'previous_period',
    currency: asking.organization.currency,
    limit: MOST_PARTS,
  }
  const answer = await answerQuestion(asking, question)
  return answer.state === 'ready' || answer.state === 'partial'
    ? strongest(answer.value, metric.id, dimension.id)
    : []
}

function strongest({ series, comparison }: MetricResult, metric: string, id: string): Mover[] {
  const earlier = new Map(comparison?.series.map((one) => [one.keys[id], one.totals[metric]]))
  return series
    .flatMap(({ breakdown, keys, totals }) => {
      const [label, key] = [breakdown[id], keys[id]]
      const before = earlier.get(key)
      return label === null || key === null || before === undefined
        ? []
        : [
            {
              label,
              key,
              current: totals[metric],
              earlier: before,
              change: numberOf(totals[metric]) - numberOf(before),
            },
          ]
    })
    .filter(({ change }) => change !== 0)
    .sort((one, other) => Math.abs(other.change) - Math.abs(one.change))
    .slice(0, MOST_MOVERS)
}

function numberOf(value: MetricValue | undefined): number {
  return value?.status === 'available' ? value.value : 0
}
