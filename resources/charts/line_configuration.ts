import type { ChartConfiguration, ChartDataset, ScriptableLineSegmentContext } from 'chart.js'
import { sharedOptions } from './axes.js'
import {
  isKnown,
  DASHES,
  MARKS,
  toneOf,
  toneVariable,
  type ChartProps,
  type ChartSeries,
} from './chart_model.js'
import { faded, type Brush } from './brush.js'

/** `isFilled`: an area below the line. `isStacked`: areas of parts that add up stand on each other. */
export type LineProps = ChartProps & { isFilled?: boolean; isStacked?: boolean }

/** Room for the mark of a point on the edge. */
const EDGE_PIXELS = 8
const DASHED = DASHES[0]
/** More points than this and their marks would hide the line. */
const MOST_MARKS = 40
const AREA_PERCENT = 14
const STACK_PERCENT = 70

type Placed = { series: ChartSeries; index: number }

/** Lines and areas over places that follow one another. */
export function lineConfiguration(props: LineProps, brush: Brush): ChartConfiguration<'line'> {
  const options = sharedOptions(props, brush)
  const { x, y } = options.scales
  const lines = props.series.map((series, index) => line({ series, index }, props, brush))
  const bands = props.series.flatMap((series, index) => band({ series, index }, brush))
  return {
    type: 'line',
    data: {
      labels: props.series[0]?.points.map(({ label }) => label) ?? [],
      datasets: [...lines, ...bands],
    },
    options: { ...options, scales: { x, y: { ...y, stacked: props.isStacked === true } } },
  }
}

function line({ series, index }: Placed, props: LineProps, brush: Brush): ChartDataset<'line'> {
  const color = brush.ink(toneVariable(series, index))
  return {
    label: series.label,
    data: series.points.map(({ value }) => value),
    borderColor: color,
    borderWidth: series.isComparison ? 1.5 : 2,
    borderDash: series.isComparison ? DASHES[(series.rank ?? 0) % DASHES.length] : undefined,
    ...marksOf({ series, index }, props, color),
    // Straight between two points: a curve would pass through values that nobody measured.
    tension: 0,
    borderJoinStyle: 'round',
    clip: EDGE_PIXELS,
    spanGaps: true,
    ...areaOf({ series, index }, props, color),
    segment: segmentOf(series, props, { brush, color }),
  }
}

function marksOf({ series, index }: Placed, props: LineProps, color: string) {
  const isLone = series.points.filter(({ value }) => value !== null).length === 1
  const ownLines = props.series.filter(({ isComparison }) => !isComparison).length
  const areShown = !series.isComparison && series.points.length <= MOST_MARKS && ownLines > 1
  return {
    pointStyle: MARKS[toneOf(series, index)],
    pointRadius: isLone ? 5 : areShown && !props.isStacked ? 2.5 : 0,
    pointHoverRadius: 5,
    pointBackgroundColor: color,
  }
}

function areaOf({ series, index }: Placed, { isFilled, isStacked }: LineProps, color: string) {
  if (series.isComparison || !(isFilled || isStacked)) {
    return { backgroundColor: color, fill: false }
  }
  return isStacked
    ? { backgroundColor: faded(color, STACK_PERCENT), fill: index === 0 ? 'origin' : '-1' }
    : { backgroundColor: faded(color, AREA_PERCENT), fill: 'origin' }
}

type Paint = { brush: Brush; color: string }

/** What is not known for sure is dashed: gaps, periods that are not complete, and what is expected. */
function segmentOf({ points }: ChartSeries, props: LineProps, { brush, color }: Paint) {
  const isUnsure = ({ p0DataIndex, p1DataIndex }: ScriptableLineSegmentContext) =>
    [points[p0DataIndex], points[p1DataIndex]].some((at) => at.isIncomplete || at.isForecast)
  const stripes = props.isFilled || props.isStacked ? brush.hatched(color) : undefined
  return {
    borderDash: (at: ScriptableLineSegmentContext) =>
      at.p0.skip || at.p1.skip || isUnsure(at) ? DASHED : undefined,
    ...(stripes
      ? {
          backgroundColor: (at: ScriptableLineSegmentContext) =>
            isUnsure(at) ? stripes : undefined,
        }
      : {}),
  }
}

/** The span of what is expected: its upper edge is filled down to its lower one. */
function band({ series, index }: Placed, brush: Brush): ChartDataset<'line'>[] {
  if (!series.points.some(({ low, high }) => isKnown(low) && isKnown(high))) {
    return []
  }
  const edge = { label: series.label, borderWidth: 0, pointRadius: 0, pointHoverRadius: 0 }
  const tint = faded(brush.ink(toneVariable(series, index)), 18)
  return [
    { ...edge, data: series.points.map(({ low }) => low ?? null), fill: false },
    {
      ...edge,
      data: series.points.map(({ high }) => high ?? null),
      backgroundColor: tint,
      fill: '-1',
    },
  ]
}
