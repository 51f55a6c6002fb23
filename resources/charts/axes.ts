import type { ChartOptions } from 'chart.js'
import type { Ink } from './use_canvas_chart.js'
import type { ChartProps } from './chart_model.js'

const FONT_PIXELS = 11

/** What line and bar charts share: quiet grid, figures on the value axis, one tooltip per place. */
export function sharedOptions({ format, formatTick }: ChartProps, ink: Ink) {
  const ticks = { color: ink('--chart-ink'), font: { size: FONT_PIXELS } }
  return {
    interaction: { mode: 'index', intersect: false },
    plugins: { legend: { display: false }, tooltip: tooltip(format, ink) },
    scales: {
      x: {
        border: { color: ink('--chart-grid') },
        grid: { display: false },
        ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 16 },
      },
      y: {
        beginAtZero: true,
        border: { display: false },
        grid: { color: ink('--chart-grid') },
        ticks: {
          ...ticks,
          maxTicksLimit: 6,
          callback: (value: string | number) => (formatTick ?? format)(Number(value)),
        },
      },
    },
  } satisfies ChartOptions<'line' | 'bar'>
}

function tooltip(format: ChartProps['format'], ink: Ink) {
  return {
    backgroundColor: ink('--ui-bg-inverted'),
    titleColor: ink('--ui-text-inverted'),
    bodyColor: ink('--ui-text-inverted'),
    cornerRadius: 6,
    padding: 10,
    boxPadding: 4,
    usePointStyle: true,
    callbacks: {
      label: ({
        dataset,
        parsed,
      }: {
        dataset: { label?: string }
        parsed: { y: number | null }
      }) => (parsed.y === null ? '' : `${dataset.label}  ${format(parsed.y)}`),
    },
  }
}
