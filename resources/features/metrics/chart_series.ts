import type { ComparedAnswer, MetricResult, MetricSeries } from '#metrics/types'
import type { ChartSeries } from '../../charts/chart_model.js'
import { keyOf, known } from './answer_asked.js'
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

/** The same lines in each compared period; none where there is nothing to compare with, or too many to follow. */
export function comparisonSeries(
  result: MetricResult,
  shown: Catalogue[],
  lines: ChartSeries[]
): ChartSeries[] {
  return lines.length > MOST_COMPARED
    ? []
    : comparisonsOf(result).flatMap((compared, rank) =>
        lines.flatMap(({ key, label }, of) => {
          const [earlier, metric] = earlierOf(compared, { key, result, shown })
          const tone = lines.length > 1 ? { tone: of } : {}
          return earlier && metric
            ? [{ ...earlierLine(result, earlier, { metric, label, compared }), ...tone, of, rank }]
            : []
        })
      )
}

/** Those that hold as many days as the asked period. */
function comparisonsOf({ comparison, moreComparisons = [] }: MetricResult): ComparedAnswer[] {
  return [comparison, ...moreComparisons].filter(
    (one): one is ComparedAnswer => one !== null && !one.since
  )
}

type Line = { key?: string; result: MetricResult; shown: Catalogue[] }

function earlierOf(compared: ComparedAnswer, { key, result, shown }: Line) {
  return isBrokenDown(result)
    ? ([compared.series.find((series) => keyOf(series) === key), shown[0]] as const)
    : ([compared.series[0], shown.find(({ id }) => id === key)] as const)
}

type Named = [metric: Catalogue, label: string]

function line(result: MetricResult, series: MetricSeries, [metric, label]: Named): ChartSeries {
  const completeUntil = result.provenance[metric.id]?.completeUntil ?? null
  return {
    label,
    points: series.points.map(({ at, values }) => ({
      label: periodLabel(at, result),
      key: at,
      value: known(values[metric.id]),
      isIncomplete:
        isIncomplete(at, result.grain, completeUntil) || isCut(at, result.grain, result.range),
    })),
  }
}

type Compared = { metric: Catalogue; label: string; compared: ComparedAnswer }

/** Laid over the current period place by place, so its own days are not repeated on the axis. */
function earlierLine(
  result: MetricResult,
  earlier: MetricSeries,
  { metric, label, compared }: Compared
): ChartSeries {
  const length = result.series[0]?.points.length ?? 0
  return {
    label: `${label}, ${comparisonText({ comparison: compared })}`,
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
      key: keyOf(series),
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
