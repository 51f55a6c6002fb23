import type { ChartOptions } from 'chart.js'
import type { Ink } from './use_canvas_chart.js'
import type { ChartProps } from './chart_model.js'

const FONT_PIXELS = 11
/** So that the mark of the last point is whole. */
const EDGE_PIXELS = 8
/** Longer names of bars are cut; the tooltip and the hidden table have them whole. */
const MOST_LETTERS = 22

type Inked = { color: string; font: { size: number } }

/** What line and bar charts share: quiet grid, figures on the value axis, one tooltip per place. */
export function sharedOptions(props: ChartProps, ink: Ink) {
  const ticks = { color: ink('--chart-ink'), font: { size: FONT_PIXELS } }
  return {
    interaction: { mode: 'index', intersect: false },
    layout: { padding: { right: EDGE_PIXELS, top: EDGE_PIXELS } },
    plugins: { legend: { display: false }, tooltip: tooltip('y', props.format, ink) },
    scales: {
      x: {
        border: { color: ink('--chart-grid') },
        grid: { display: false },
        ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 16 },
      },
      y: valueAxis(props, ink, ticks),
    },
  } satisfies ChartOptions<'line' | 'bar'>
}

/** Bars that lie: one below the other, so that each has its name beside it. */
export function lyingOptions(props: ChartProps, ink: Ink) {
  const ticks = { color: ink('--chart-ink'), font: { size: FONT_PIXELS } }
  const names = props.series[0]?.points.map(({ label }) => shortened(label)) ?? []
  return {
    indexAxis: 'y',
    interaction: { mode: 'index', axis: 'y', intersect: false },
    plugins: { legend: { display: false }, tooltip: tooltip('x', props.format, ink) },
    scales: {
      x: valueAxis(props, ink, ticks),
      y: {
        border: { color: ink('--chart-grid') },
        grid: { display: false },
        ticks: { ...ticks, autoSkip: false, callback: (place: string | number) => names[+place] },
      },
    },
  } satisfies ChartOptions<'bar'>
}

function shortened(name: string) {
  return name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name
}

function valueAxis({ format, formatTick }: ChartProps, ink: Ink, ticks: Inked) {
  return {
    beginAtZero: true,
    border: { display: false },
    grid: { color: ink('--chart-grid') },
    ticks: {
      ...ticks,
      maxTicksLimit: 6,
      maxRotation: 0,
      callback: (value: string | number) => (formatTick ?? format)(Number(value)),
    },
  }
}

type Hovered = { dataset: { label?: string }; parsed: { x: number | null; y: number | null } }

function tooltip(valueAxisName: 'x' | 'y', format: ChartProps['format'], ink: Ink) {
  return {
    backgroundColor: ink('--ui-bg-inverted'),
    titleColor: ink('--ui-text-inverted'),
    bodyColor: ink('--ui-text-inverted'),
    cornerRadius: 6,
    padding: 10,
    boxPadding: 4,
    usePointStyle: true,
    callbacks: {
      label: ({ dataset, parsed }: Hovered) => {
        const value = parsed[valueAxisName]
        return value === null ? '' : `${dataset.label}  ${format(value)}`
      },
    },
  }
}
