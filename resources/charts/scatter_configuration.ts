import type { ChartConfiguration } from 'chart.js'
import { tickLook, valueAxis } from './axes.js'
import { isKnown, shortened, type ChartProps } from './chart_model.js'
import { tooltipLook, type Hovered } from './tooltips.js'
import { faded, type Brush } from './brush.js'

export type ScatterPoint = {
  label: string
  x: number
  y: number
  size?: number | null
  /** Whoever draws the chart knows what it stands for. */
  key?: string
}

/** One measure of a point: what an axis or the size of a bubble stands for. */
export type Measure = {
  label: string
  format: (value: number) => string
  formatTick?: (value: number) => string
}

export type ScatterProps = {
  caption: string
  points: ScatterPoint[]
  x: Measure
  y: Measure
  size?: Measure
  heightPixels?: ChartProps['heightPixels']
}

const SMALLEST_PIXELS = 4
const LARGEST_PIXELS = 22
const MOST_LETTERS = 40

export function scatterConfiguration(
  props: ScatterProps,
  brush: Brush
): ChartConfiguration<'bubble'> {
  const { points, x, y, size: measured } = props
  const color = brush.ink('--chart-1')
  const largest = measured ? Math.max(0, ...points.map(({ size }) => size ?? 0)) : 0
  return {
    type: 'bubble',
    data: {
      datasets: [
        {
          label: y.label,
          data: points.map((point) => ({ x: point.x, y: point.y, r: radiusOf(point, largest) })),
          backgroundColor: faded(color, 45),
          borderColor: color,
          borderWidth: 1.5,
        },
      ],
    },
    options: {
      layout: { padding: { right: LARGEST_PIXELS, top: LARGEST_PIXELS } },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...tooltipLook(brush),
          callbacks: { label: ({ dataIndex }: Hovered) => scatterText(props, dataIndex) },
        },
      },
      scales: { x: measureAxis(x, brush), y: measureAxis(y, brush) },
    },
  }
}

/** The name of a point and all of its measures. */
export function scatterText({ points, x, y, size }: ScatterProps, place: number): string[] {
  const point = points[place]
  const measures = [
    `${x.label}  ${x.format(point.x)}`,
    `${y.label}  ${y.format(point.y)}`,
    ...(size && isKnown(point.size) ? [`${size.label}  ${size.format(point.size)}`] : []),
  ]
  return [shortened(point.label, MOST_LETTERS), ...measures]
}

/** The area and not the radius stands for the size: twice as much is twice as large. */
function radiusOf({ size }: ScatterPoint, largest: number): number {
  return !isKnown(size) || size <= 0 || largest === 0
    ? SMALLEST_PIXELS
    : SMALLEST_PIXELS + (LARGEST_PIXELS - SMALLEST_PIXELS) * Math.sqrt(size / largest)
}

function measureAxis(measure: Measure, brush: Brush) {
  const { format, formatTick } = measure
  const title = { display: true, text: shortened(measure.label, MOST_LETTERS), ...tickLook(brush) }
  return { ...valueAxis({ caption: '', series: [], format, formatTick }, brush), title }
}
