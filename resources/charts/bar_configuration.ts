import type { ChartConfiguration, ChartDataset } from 'chart.js'
import { lyingOptions, sharedOptions } from './axes.js'
import { toneVariable, type ChartProps, type ChartSeries } from './chart_model.js'
import type { Brush } from './brush.js'

/**
 * `isLying`: bars are categories and not points in time, so each needs its name. `isStacked`: parts that
 * add up stand on each other.
 */
export type BarProps = ChartProps & { isLying?: boolean; isStacked?: boolean }

const THICKEST_PIXELS = 44
/** A lying bar with the space to the next one. */
const ROW_PIXELS = 30
const AXIS_PIXELS = 30
const LEAST_PIXELS = 120
const SECOND_BAR_PIXELS = 14

export function barConfiguration(props: BarProps, brush: Brush): ChartConfiguration<'bar'> {
  return {
    type: 'bar',
    data: {
      labels: props.series[0]?.points.map(({ label }) => label) ?? [],
      datasets: props.series.map((series, index) => bars(series, index, { props, brush })),
    },
    options: stacked(
      props.isLying ? lyingOptions(props, brush) : sharedOptions(props, brush),
      props
    ),
  }
}

/** As high as asked for, or as the names need. */
export function barHeight({ series, isLying, isStacked, heightPixels }: BarProps) {
  const rows = series[0]?.points.length ?? 0
  const beside = isStacked ? 0 : series.length - 1
  const needed = isLying ? rows * (ROW_PIXELS + beside * SECOND_BAR_PIXELS) + AXIS_PIXELS : 0
  if (heightPixels === 'fill') {
    return isLying ? Math.max(LEAST_PIXELS, needed) : heightPixels
  }
  return heightPixels === undefined ? undefined : Math.max(heightPixels, needed)
}

type Setting = { props: BarProps; brush: Brush }

function bars(series: ChartSeries, index: number, { props, brush }: Setting): ChartDataset<'bar'> {
  const color = brush.ink(toneVariable(series, index))
  const hasIncomplete = series.points.some(({ isIncomplete }) => isIncomplete)
  const stripes = hasIncomplete ? brush.hatched(color) : color
  return {
    label: series.label,
    data: series.points.map(({ value }) => value),
    backgroundColor: hasIncomplete
      ? series.points.map(({ isIncomplete }) => (isIncomplete ? stripes : color))
      : color,
    borderRadius: props.isStacked ? 0 : 3,
    maxBarThickness: THICKEST_PIXELS,
  }
}

function stacked<Options extends { scales: { x: object; y: object } }>(
  options: Options,
  props: BarProps
) {
  const isStacked = props.isStacked === true
  const { x, y } = options.scales
  return {
    ...options,
    scales: { x: { ...x, stacked: isStacked }, y: { ...y, stacked: isStacked } },
  }
}
