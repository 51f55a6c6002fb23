import type { ChartOptions } from 'chart.js'
import { annotations } from './annotations.js'
import { FONT_PIXELS, shortened, type ChartProps } from './chart_model.js'
import { placeTooltip } from './tooltips.js'
import type { Brush } from './brush.js'

/** So that the mark of the last point is whole. */
const EDGE_PIXELS = 8
const MOST_LETTERS = 22

/** What line and bar charts share: quiet grid, figures on the value axis, one tooltip per place. */
export function sharedOptions(props: ChartProps, brush: Brush) {
  return {
    interaction: { mode: 'index', intersect: false },
    layout: { padding: { right: EDGE_PIXELS, top: EDGE_PIXELS } },
    plugins: {
      legend: { display: false },
      tooltip: placeTooltip(props, brush),
      ...annotations(props, brush),
    },
    scales: {
      x: {
        border: { color: brush.ink('--chart-grid') },
        grid: { display: false },
        ticks: { ...tickLook(brush), maxRotation: 0, autoSkipPadding: 16 },
      },
      y: valueAxis(props, brush),
    },
  } satisfies ChartOptions<'line' | 'bar'>
}

/** Bars that lie: one below the other, so that each has its name beside it. */
export function lyingOptions(props: ChartProps, brush: Brush) {
  const names = props.series[0]?.points.map(({ label }) => shortened(label, MOST_LETTERS)) ?? []
  return {
    indexAxis: 'y',
    interaction: { mode: 'index', axis: 'y', intersect: false },
    plugins: {
      legend: { display: false },
      tooltip: placeTooltip(props, brush),
      ...annotations({ ...props, marks: [] }, brush, 'x'),
    },
    scales: {
      x: valueAxis(props, brush),
      y: {
        border: { color: brush.ink('--chart-grid') },
        grid: { display: false },
        ticks: {
          ...tickLook(brush),
          autoSkip: false,
          callback: (place: string | number) => names[+place],
        },
      },
    },
  } satisfies ChartOptions<'bar'>
}

export function tickLook({ ink }: Brush) {
  return { color: ink('--chart-ink'), font: { size: FONT_PIXELS } }
}

export function valueAxis({ format, formatTick }: ChartProps, brush: Brush) {
  return {
    beginAtZero: true,
    border: { display: false },
    grid: { color: brush.ink('--chart-grid') },
    ticks: {
      ...tickLook(brush),
      maxTicksLimit: 6,
      maxRotation: 0,
      callback: (value: string | number) => (formatTick ?? format)(Number(value)),
    },
  }
}
