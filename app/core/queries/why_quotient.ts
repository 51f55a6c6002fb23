import { answerQuestion, type Asking } from '#dashboards'
import {
  listDimensions,
  listMetrics,
  type Dimension,
  type Metric,
  type MetricResult,
} from '#metrics'
import { changeParts, type QuotientPart } from '#shared/change_parts'
import { DIMENSIONS } from '#core/queries/what_moved'

const MOST_SHOWN = 4
const MOST_PARTS = 500
const PERCENT = 100
/** What the parts come to has to be what is shown above them, to the last digit that is shown. */
const SLACK = 1e-4

type MetricChange = NonNullable<MetricResult['comparison']>['changes'][string]
type MetricSeries = MetricResult['series'][number]

/** Why a quotient of the key figures changed. `rate` and `mix` add up to `change`, in the unit of the metric. */
export interface WhyQuotient {
  metric: Metric
  above: string
  below: string
  dimension: { id: string; label: string }
  change: number
  rate: number
  mix: number
  parts: { label: string; rate: number; mix: number }[]
  /** What the change leaves out, as a sentence; null where nothing. */
  message: string | null
}

interface Quotient {
  metric: Metric
  change: MetricChange
  above: string
  below: string
  times: number
}

const DIVISION = /^(percent\()?\[?([\w:/.-]+)\]? \/ \[?([\w:/.-]+?)\]?\)?$/

/** The parts behind the strongest change of a quotient; null where none changed, or its parts do not come to what is shown. */
export async function whyQuotient(
  asking: Asking,
  { metrics, result }: { metrics: Metric[]; result: MetricResult }
): Promise<WhyQuotient | null> {
  const quotient = strongest(metrics, result)
  if (!quotient) {
    return null
  }
  const known = await listDimensions(asking.tenant)
  for (const id of DIMENSIONS) {
    const dimension = known.find((one) => one.id === id && one.available)
    const why = dimension && (await whyBy(asking, quotient, dimension))
    if (why) {
      return why
    }
  }
  return null
}

function strongest(metrics: Metric[], { comparison }: MetricResult): Quotient | undefined {
  const quotients = metrics.flatMap((metric) => {
    const change = comparison?.changes[metric.id]
    return change?.days && ratioOf(change) > 0 ? quotientOf(metric, change) : []
  })
  return quotients.sort((one, other) => ratioOf(other.change) - ratioOf(one.change))[0]
}

function quotientOf(metric: Metric, change: MetricChange): Quotient[] {
  const [, percent, above, below] = DIVISION.exec(metric.formula) ?? []
  const times = percent ? PERCENT : 1
  return metric.kind === 'ratio' && above ? [{ metric, change, above, below, times }] : []
}

function ratioOf({ current, earlier }: MetricChange): number {
  const [now, before] = [numberOf(current), numberOf(earlier)]
  return before === 0 ? 0 : Math.abs((now - before) / before)
}

async function whyBy(
  asking: Asking,
  quotient: Quotient,
  dimension: Dimension
): Promise<WhyQuotient | null> {
  const { above, below, times, change } = quotient
  const answer = await answerQuestion(asking, {
    ...{ metrics: [above, below], breakdowns: [dimension.id], limit: MOST_PARTS },
    ...{ range: { preset: 'last_28_days' }, grain: 'total', comparison: 'previous_period' },
    currency: asking.organization.currency,
  })
  const rows = 'value' in answer ? rowsOf(answer.value) : []
  const found = changeParts(rows.map((row) => partOf(row, quotient, dimension)))
  const isSame =
    found !== null &&
    isShown(found.now * times, change.current) &&
    isShown(found.before * times, change.earlier)
  if (!isSame || found.parts.length < 2) {
    return null
  }
  const labels = new Map(rows.map(({ keys, breakdown }) => [keyIn(keys, dimension), breakdown]))
  return {
    ...(await namesOf(asking, quotient)),
    dimension: { id: dimension.id, label: dimension.label },
    ...{ change: found.change * times, rate: found.rate * times, mix: found.mix * times },
    parts: found.parts.slice(0, MOST_SHOWN).map(({ key, rate, mix }) => ({
      label: labels.get(key)?.[dimension.id] ?? '(not set)',
      ...{ rate: rate * times, mix: mix * times },
    })),
    message: change.message,
  }
}

/** Those of now, and those that have ended. */
function rowsOf({ series, comparison }: MetricResult): MetricSeries[] {
  const shown = new Set(series.map(({ keys }) => JSON.stringify(keys)))
  const ended = (comparison?.series ?? []).filter(({ keys }) => !shown.has(JSON.stringify(keys)))
  return [...series, ...ended]
}

const keyIn = (keys: MetricSeries['keys'], { id }: Dimension) => keys[id] ?? ''

function partOf(
  { keys, changes }: MetricSeries,
  { above, below }: Quotient,
  dimension: Dimension
): QuotientPart {
  const side = (metric: string) => {
    const change = changes?.[metric]
    return {
      now: change?.days ? numberOf(change.current) : 0,
      before: change?.days ? numberOf(change.earlier) : 0,
    }
  }
  return { key: keyIn(keys, dimension), above: side(above), below: side(below) }
}

async function namesOf({ tenant }: Asking, { metric, above, below }: Quotient) {
  const metrics = await listMetrics(tenant)
  const labelOf = (id: string) => metrics.find((one) => one.id === id)?.label ?? id
  return { metric, above: labelOf(above), below: labelOf(below) }
}

function isShown(found: number, value: MetricChange['current']): boolean {
  const shown = value.status === 'available' ? value.value : null
  return shown !== null && Math.abs(found - shown) <= SLACK * Math.max(1, Math.abs(shown))
}

const numberOf = (value: MetricChange['current']) =>
  value.status === 'available' ? value.value : 0
