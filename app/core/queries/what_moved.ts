import { answerQuestion, type Asking } from '#dashboards'
import {
  listDimensions,
  type Dimension,
  type Metric,
  type MetricQuery,
  type MetricResult,
} from '#metrics'

/** What people act on, most telling first. */
export const DIMENSIONS = ['campaign', 'product', 'channel', 'source', 'country', 'payment_method']
const MOST_MOVERS = 4
/** More parts than a home page may wait for. */
const MOST_PARTS = 500

type MetricValue = MetricResult['totals'][string]
type MetricChange = NonNullable<MetricResult['comparison']>['changes'][string]
type MetricSeries = MetricResult['series'][number]

export interface Mover {
  /** `new`: nothing before. `ended`: nothing now. `other`: everything that is not named. */
  kind: 'changed' | 'new' | 'ended' | 'other'
  label: string
  /** What a filter names it by; null where none can. */
  key: string | null
  current: MetricValue
  earlier: MetricValue
  change: number
}

export interface Moved {
  metric: Metric
  dimension: { id: string; label: string }
  /** Their changes add up to `change`. */
  movers: Mover[]
  change: number
  /** What the change leaves out, as a sentence; null where nothing. */
  message: string | null
}

/**
 * Which campaigns, products or sources are behind the strongest change of the key figures: parts that add up to it, with those
 * that are new and those that ended. Only of numbers that add up: parts of a ratio do not explain it. Null where nothing can be
 * broken down or compared.
 */
export async function whatMoved(
  asking: Asking,
  { metrics, result }: { metrics: Metric[]; result: MetricResult }
): Promise<Moved | null> {
  const metric = strongestChange(metrics, result)
  if (!metric) {
    return null
  }
  const known = await listDimensions(asking.tenant)
  const candidates = DIMENSIONS.flatMap((id) =>
    known.filter((dimension) => dimension.id === id && dimension.available)
  )
  for (const dimension of candidates) {
    const moved = await movedBy(asking, metric, dimension)
    if (moved) {
      return moved
    }
  }
  return null
}

function strongestChange(metrics: Metric[], { comparison }: MetricResult) {
  const changes = metrics
    .filter(({ kind }) => kind === 'additive')
    .flatMap((metric) => {
      const change = comparison?.changes[metric.id]
      return change?.days ? [{ metric, ratio: ratioOf(change) }] : []
    })
  return changes.sort((one, other) => other.ratio - one.ratio)[0]?.metric
}

function ratioOf({ current, earlier }: MetricChange): number {
  const [now, before] = [numberOf(current), numberOf(earlier)]
  return before === 0 ? 0 : Math.abs((now - before) / before)
}

async function movedBy(
  asking: Asking,
  metric: Metric,
  dimension: Dimension
): Promise<Moved | null> {
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
  if (answer.state !== 'ready' && answer.state !== 'partial') {
    return null
  }
  const total = answer.value.comparison?.changes[metric.id]
  const parts = partsOf(answer.value, metric.id, dimension.id)
  if (!total?.days || parts.length < 2 || parts.every(({ key }) => key === null)) {
    return null
  }
  const named = { id: dimension.id, label: dimension.label }
  return { metric, dimension: named, ...explained(parts, total), message: total.message }
}

/** Every part that moved, strongest first, also those that have no row in one of the periods. */
function partsOf({ series, comparison }: MetricResult, metric: string, id: string): Mover[] {
  const shown = new Set(series.map(({ keys }) => keys[id]))
  const ended = (comparison?.series ?? []).filter(({ keys }) => !shown.has(keys[id]))
  return [...series, ...ended]
    .flatMap((one) => moverOf(one, metric, id) ?? [])
    .filter(({ change }) => change !== 0)
    .sort((one, other) => Math.abs(other.change) - Math.abs(one.change))
}

function moverOf({ breakdown, keys, changes }: MetricSeries, metric: string, id: string) {
  const own = changes?.[metric]
  if (!own?.days) {
    return null
  }
  const [now, before] = [numberOf(own.current), numberOf(own.earlier)]
  const mover: Mover = {
    kind: before === 0 ? 'new' : now === 0 ? 'ended' : 'changed',
    label: breakdown[id] ?? '(not set)',
    key: keys[id],
    current: own.current,
    earlier: own.earlier,
    change: difference(now, before),
  }
  return mover
}

/** The strongest parts, and all others as one, so that they add up to the whole change. */
function explained(parts: Mover[], total: MetricChange): Pick<Moved, 'movers' | 'change'> {
  const movers = parts.slice(0, MOST_MOVERS)
  const change = difference(numberOf(total.current), numberOf(total.earlier))
  const sum = (of: (mover: Mover) => number) => movers.reduce((all, one) => all + of(one), 0)
  const rest: Mover = {
    kind: 'other',
    label: 'Everything else',
    key: null,
    current: less(
      total.current,
      sum(({ current }) => numberOf(current))
    ),
    earlier: less(
      total.earlier,
      sum(({ earlier }) => numberOf(earlier))
    ),
    change: difference(
      change,
      sum((one) => one.change)
    ),
  }
  return { movers: rest.change === 0 ? movers : [...movers, rest], change }
}

function less(value: MetricValue, part: number): MetricValue {
  return value.status === 'available' ? { ...value, value: difference(value.value, part) } : value
}

/** Money is exact to the micro; what is smaller is the dust of adding up. */
const difference = (one: number, other: number) => Number((one - other).toFixed(6)) + 0

function numberOf(value: MetricValue): number {
  return value.status === 'available' ? value.value : 0
}
