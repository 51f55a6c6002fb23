import type {
  MetricChange,
  MetricResult,
  MetricSeries,
  MetricValue,
  Provenance,
} from '#metrics/types'
import type { Dimension, Metric } from '#metrics/catalogue/types'
import type { ChartSeries } from '~/charts/chart_model'
import { formatNumber, formatTick } from '~/ui/number_format'
import { entryNamed, labelOf } from './names.js'
import { bucketLabel, isCut, isIncomplete, periodLabel } from './periods.js'

export type { Dimension, Metric } from '#metrics/catalogue/types'
export type { MetricQuery, MetricResult, MetricValue, Provenance } from '#metrics/types'

export type Catalogue = Pick<
  Metric,
  'id' | 'label' | 'kind' | 'unit' | 'direction' | 'decimals' | 'help' | 'formula'
>

/** Of a metric that the catalogue does not know any more. */
const UNLISTED = {
  unit: 'number',
  kind: 'formula',
  direction: 'none',
  decimals: 2,
  help: '',
} as const

/** Faults of ours and of the moment; every other refusal is answered by asking differently. */
const WORTH_RETRYING = ['E_INTERNAL', 'E_TOO_SLOW']

export function isWorthRetrying(code: string): boolean {
  return WORTH_RETRYING.includes(code)
}

const UNKNOWN: MetricValue = {
  status: 'unavailable',
  reason: 'no_rows',
  message: 'No rows for this period.',
}

export function metricOf(metrics: Metric[], id: string): Catalogue {
  const found = entryNamed(metrics, id) ?? { ...UNLISTED, formula: id }
  return { ...found, id, label: labelOf(metrics, id) }
}

export function breakdownLabel({ breakdown }: MetricSeries): string {
  return Object.values(breakdown)
    .map((value) => value ?? '(not set)')
    .join(' · ')
}

/** What a row of the answer stands for. */
export function breakdownTitle(breakdowns: string[] | undefined, dimensions: Dimension[]): string {
  const labels = (breakdowns ?? []).map((id) => labelOf(dimensions, id))
  return labels.join(' · ') || 'Period'
}

export function isBrokenDown(result: MetricResult): boolean {
  return result.series.some(({ breakdown }) => Object.keys(breakdown).length > 0)
}

/** Figures as the axis and the tooltip write them, in the metric's own unit. */
export function figureFormat(result: MetricResult, metric: Catalogue) {
  const currency = currencyOf(result, metric.id)
  return {
    format: (value: number) =>
      formatNumber({ value, unit: metric.unit, currency }, { decimals: metric.decimals }),
    formatTick: (value: number) => formatTick({ value, unit: metric.unit, currency }),
  }
}

function currencyOf(result: MetricResult, id: string): string | null {
  const total = result.totals[id]
  return (total?.status === 'available' ? total.currency : null) ?? result.currency
}

/**
 * The lines of a chart. Broken down: one line per value, of the first metric. Otherwise one line per
 * metric of the same unit, and beside a single metric the period it is compared with.
 */
export function chartSeries(result: MetricResult, shown: Catalogue[]): ChartSeries[] {
  if (isBrokenDown(result)) {
    return result.series.map((series) => line(result, series, shown[0], breakdownLabel(series)))
  }
  const [own] = result.series
  if (!own) {
    return []
  }
  const sameUnit = shown.filter(({ unit }) => unit === shown[0].unit)
  const lines = sameUnit.map((metric) => line(result, own, metric, metric.label))
  const earlier = result.comparison?.series[0]
  if (sameUnit.length === 1 && earlier) {
    lines.push({ ...earlierLine(result, earlier, sameUnit[0]), isComparison: true })
  }
  return lines
}

function line(
  result: MetricResult,
  series: MetricSeries,
  ...[metric, label]: [Catalogue, string]
): ChartSeries {
  const completeUntil = result.provenance[metric.id]?.completeUntil ?? null
  return {
    label,
    points: series.points.map(({ at, values }) => ({
      label: periodLabel(at, result),
      value: known(values[metric.id]),
      isIncomplete:
        isIncomplete(at, result.grain, completeUntil) || isCut(at, result.grain, result.range),
    })),
  }
}

/** Laid over the current period place by place, so its own days are not repeated on the axis. */
function earlierLine(result: MetricResult, earlier: MetricSeries, metric: Catalogue): ChartSeries {
  const length = result.series[0]?.points.length ?? 0
  return {
    label: `${metric.label}, ${comparisonText(result)}`,
    points: earlier.points.slice(0, length).map(({ at, values }) => ({
      label: bucketLabel(at, result.grain),
      value: known(values[metric.id]),
    })),
  }
}

/** Bars for a whole period: one bar per value of the breakdown, or one per metric. */
export function totalBars(result: MetricResult, metric: Catalogue): ChartSeries[] {
  const points = result.series.map((series) => ({
    label: isBrokenDown(result) ? breakdownLabel(series) : metric.label,
    value: known(series.totals[metric.id]),
  }))
  return [{ label: metric.label, points }]
}

export function comparisonText({ comparison }: MetricResult): string {
  return comparison?.kind === 'previous_year' ? 'previous year' : 'previous period'
}

/** How a total moved, over what both periods cover; null where nothing is compared. */
export function changeOf({ comparison }: MetricResult, id: string): MetricChange | null {
  return comparison?.changes[id] ?? null
}

export function valueOf(values: Record<string, MetricValue> | undefined, id: string): MetricValue {
  return values?.[id] ?? UNKNOWN
}

function known(value: MetricValue | undefined): number | null {
  return value?.status === 'available' ? value.value : null
}

export type Freshness = {
  freshAt: string | null
  completeUntil: string | null
  /** Worst match with the vendors' own totals in percent; null where none was compared. */
  reconciled: number | null
  /** How much of the number of which least was compared with a vendor's total, in percent; null where nothing was. */
  compared: number | null
}

/** The weakest of all numbers of an answer: a panel is as fresh as its oldest part. */
export function freshnessOf(result: MetricResult): Freshness {
  const all = Object.values(result.provenance)
  // A match of other days, or of other numbers, says nothing about these.
  const matched = all.filter(({ compared }) => compared === null || compared > 0)
  return {
    freshAt: least(all, ({ freshAt }) => freshAt),
    completeUntil: least(all, ({ completeUntil }) => completeUntil),
    reconciled: least(matched, ({ reconciled }) => reconciled),
    compared: least(all, ({ compared }) => compared),
  }
}

function least<Value extends string | number>(
  all: Provenance[],
  read: (provenance: Provenance) => Value | null
): Value | null {
  const found = all.map(read).filter((value) => value !== null)
  return found.length > 0 ? found.reduce((low, value) => (value < low ? value : low)) : null
}

/** Whether sandbox sources had a part in the answer, and whether real ones had one too. */
export function madeUp({ provenance }: MetricResult): 'wholly' | 'partly' | null {
  const modes = new Set(
    Object.values(provenance).flatMap(({ streams }) => streams.map(({ mode }) => mode))
  )
  if (!modes.has('sandbox')) {
    return null
  }
  return modes.has('live') ? 'partly' : 'wholly'
}
