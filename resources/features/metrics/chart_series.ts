import type { MetricResult, MetricSeries, MetricValue } from '#metrics/types'
import type { ChartSeries } from '../../charts/chart_model.js'
import { breakdownLabel, comparisonText, isBrokenDown, type Catalogue } from './answers.js'
import { bucketLabel, isCut, isIncomplete, periodLabel } from './periods.js'

/** More lines than this, each with its earlier period, cannot be followed. */
const MOST_COMPARED = 4

/** The lines of a chart: one per value of the breakdown, of the first metric, or one per metric of the same unit. */
export function chartSeries(result: MetricResult, shown: Catalogue[]): ChartSeries[] {
  if (isBrokenDown(result)) {
    return result.series.map((series) => ({
      ...line(result, series, [shown[0], breakdownLabel(series)]),
      key: keyOf(series),
    }))
  }
  const [own] = result.series
  const sameUnit = shown.filter(({ unit }) => unit === shown[0].unit)
  return own
    ? sameUnit.map((metric) => ({ ...line(result, own, [metric, metric.label]), key: metric.id }))
    : []
}

/** The same lines in the compared period; none where there is nothing to compare with, or too many to follow. */
export function comparisonSeries(
  result: MetricResult,
  shown: Catalogue[],
  lines: ChartSeries[]
): ChartSeries[] {
  const { comparison } = result
  if (!comparison || comparison.since || lines.length > MOST_COMPARED) {
    return []
  }
  const areSeries = isBrokenDown(result)
  return lines.flatMap(({ key, label }, index) => {
    const earlier = areSeries
      ? comparison.series.find((series) => keyOf(series) === key)
      : comparison.series[0]
    const metric = areSeries ? shown[0] : shown.find(({ id }) => id === key)
    const tone = lines.length > 1 ? { tone: index } : {}
    return earlier && metric ? [{ ...earlierLine(result, earlier, [metric, label]), ...tone }] : []
  })
}

type Named = [metric: Catalogue, label: string]

function line(result: MetricResult, series: MetricSeries, [metric, label]: Named): ChartSeries {
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
function earlierLine(
  result: MetricResult,
  earlier: MetricSeries,
  [metric, label]: Named
): ChartSeries {
  const length = result.series[0]?.points.length ?? 0
  return {
    label: `${label}, ${comparisonText(result)}`,
    isComparison: true,
    points: earlier.points.slice(0, length).map(({ at, values }) => ({
      label: bucketLabel(at, result.grain),
      value: known(values[metric.id]),
    })),
  }
}

/** Bars for a whole period: one bar per value of the breakdown, or one per metric, beside those of the compared period. */
export function totalBars(result: MetricResult, metric: Catalogue): ChartSeries[] {
  const own = {
    label: metric.label,
    points: result.series.map((series) => ({
      label: isBrokenDown(result) ? breakdownLabel(series) : metric.label,
      value: known(series.totals[metric.id]),
    })),
  }
  const points = result.series.map(({ changes }, index) => {
    const change = (changes ?? result.comparison?.changes)?.[metric.id]
    return { ...own.points[index], value: change?.state === 'whole' ? known(change.earlier) : null }
  })
  if (points.every(({ value }) => value === null)) {
    return [own]
  }
  const label = `${metric.label}, ${comparisonText(result)}`
  return [own, { label, isComparison: true, points }]
}

function keyOf({ keys }: MetricSeries): string {
  return JSON.stringify(keys)
}

function known(value: MetricValue | undefined): number | null {
  return value?.status === 'available' ? value.value : null
}
