import type {
  ComparedAnswer,
  MetricChange,
  MetricResult,
  MetricSeries,
  MetricValue,
} from '#metrics/types'
import type { Dimension, Metric } from '#metrics/catalogue/types'
import { formatNumber, formatTick } from '../../ui/number_format.js'
import { entryNamed, labelOf } from './names.js'
import { COMPARISONS } from './periods.js'

export type { Dimension, Metric } from '#metrics/catalogue/types'
export type { MetricQuery, MetricResult, MetricValue, Provenance } from '#metrics/types'

export type Catalogue = Pick<
  Metric,
  'id' | 'label' | 'abbreviation' | 'kind' | 'unit' | 'direction' | 'decimals' | 'help' | 'formula'
> & {
  /** Written behind its numbers: × for money per money. */
  suffix?: string
}

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
  return { ...found, id, label: labelOf(metrics, id), suffix: suffixOf(found, metrics) }
}

const DIVISION = /^[^/]+ \/ ([\w:.-]+)$/

/** A number that is one amount divided by another, such as return on ad spend, is a multiple. */
export function suffixOf(
  { unit, formula }: Pick<Metric, 'unit' | 'formula'>,
  metrics: Metric[] = []
): string | undefined {
  const division = unit === 'number' ? DIVISION.exec(formula ?? '') : null
  return division && isMoney(division[1], metrics) ? '×' : undefined
}

function isMoney(id: string, metrics: Metric[]): boolean {
  return id === 'spend' || entryNamed(metrics, id)?.unit === 'currency'
}

export function breakdownLabel({ breakdown, other }: MetricSeries): string {
  return Object.entries(breakdown)
    .map(([id, value]) =>
      id === other?.dimension ? `Other (${other.values})` : (value ?? '(not set)')
    )
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
      formatNumber(
        { value, unit: metric.unit, currency },
        { decimals: metric.decimals, suffix: metric.suffix }
      ),
    formatTick: (value: number) =>
      formatTick({ value, unit: metric.unit, currency }) + (metric.suffix ?? ''),
  }
}

function currencyOf(result: MetricResult, id: string): string | null {
  const total = result.totals[id]
  return (total?.status === 'available' ? total.currency : null) ?? result.currency
}

type Compared = { comparison: Pick<ComparedAnswer, 'kind'> | null }

export function comparisonText({ comparison }: Compared): string {
  const known = COMPARISONS.find(({ value }) => value === comparison?.kind)
  return (known?.label ?? 'Previous period').toLowerCase()
}

/** How a total moved, over what both periods cover; null where nothing is compared, or there is no number that could move. */
export function changeOf({ comparison, totals }: MetricResult, id: string): MetricChange | null {
  const change = comparison?.changes[id] ?? null
  return isKnown(totals, id) || change?.state === 'in_progress' ? change : null
}

export function isKnown(values: Record<string, MetricValue> | undefined, id: string): boolean {
  return valueOf(values, id).status === 'available'
}

export function valueOf(values: Record<string, MetricValue> | undefined, id: string): MetricValue {
  return values?.[id] ?? UNKNOWN
}
