import type { ChartConfiguration } from 'chart.js'
import { shortened, toneVariable, type ChartPoint, type ChartProps } from './chart_model.js'
import { tooltipLook, type Hovered } from './tooltips.js'
import type { Brush } from './brush.js'

export type Slice = { label: string; value: number; percent: number; place: number | null }

/** Thinner slices than this many cannot be told apart. */
const MOST_SLICES = 7
const HOLE = '64%'
const MOST_LETTERS = 40

/**
 * The parts of a whole, the largest first, the rest as one. Null where they are no parts of a whole: one of them is
 * negative, or all are nothing.
 */
export function slicesOf(points: ChartPoint[]): Slice[] | null {
  const known = points.flatMap(({ label, value }, place) =>
    value === null || value === 0 ? [] : [{ label, value, place }]
  )
  const whole = known.reduce((sum, { value }) => sum + value, 0)
  if (whole <= 0 || known.some(({ value }) => value < 0)) {
    return null
  }
  const sorted = known.sort((one, other) => other.value - one.value)
  const isCut = sorted.length > MOST_SLICES + 1
  const kept = isCut ? sorted.slice(0, MOST_SLICES) : sorted
  const rest = sorted.slice(kept.length)
  const shown = [
    ...kept,
    ...(rest.length > 0
      ? [
          {
            label: `${rest.length} others`,
            value: rest.reduce((sum, { value }) => sum + value, 0),
            place: null,
          },
        ]
      : []),
  ]
  return shown.map((slice) => ({ ...slice, percent: (slice.value / whole) * 100 }))
}

export function percentText(percent: number): string {
  return new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(
    percent / 100
  )
}

export function pieConfiguration(
  { slices, format, hasHole }: Pick<ChartProps, 'format'> & { slices: Slice[]; hasHole?: boolean },
  brush: Brush
): ChartConfiguration<'pie' | 'doughnut'> {
  const ground = { label: '', points: [] }
  return {
    type: hasHole ? 'doughnut' : 'pie',
    data: {
      labels: slices.map(({ label }) => label),
      datasets: [
        {
          data: slices.map(({ value }) => value),
          backgroundColor: slices.map((_, index) => brush.ink(toneVariable(ground, index))),
          borderColor: brush.ink('--qd-surface'),
          borderWidth: 2,
          hoverOffset: 4,
        },
      ],
    },
    options: {
      cutout: hasHole ? HOLE : 0,
      layout: { padding: 4 },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...tooltipLook(brush),
          callbacks: {
            title: () => '',
            label: ({ dataIndex }: Hovered) => sliceText(slices[dataIndex], format),
          },
        },
      },
    },
  }
}

function sliceText({ label, value, percent }: Slice, format: ChartProps['format']): string {
  return `${shortened(label, MOST_LETTERS)}  ${format(value)}, ${percentText(percent)}`
}
