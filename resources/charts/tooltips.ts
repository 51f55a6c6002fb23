import { changeBetween, formatChange } from '../ui/number_format.js'
import {
  isKnown,
  shortened,
  type ChartMark,
  type ChartPoint,
  type ChartProps,
  type ChartSeries,
} from './chart_model.js'
import type { Brush } from './brush.js'

const MOST_LETTERS = 40

/** How the library calls a place below the pointer. */
export type Hovered = { datasetIndex: number; dataIndex: number }

type Shown = Pick<ChartProps, 'format' | 'marks' | 'series'>

/** The look that all tooltips share. */
export function tooltipLook({ ink }: Brush) {
  return {
    backgroundColor: ink('--ui-bg-inverted'),
    titleColor: ink('--ui-text-inverted'),
    bodyColor: ink('--ui-text-inverted'),
    footerColor: ink('--ui-text-inverted'),
    footerFont: { weight: 'normal' as const },
    cornerRadius: 6,
    padding: 10,
    boxPadding: 4,
    usePointStyle: true,
  }
}

/** Each series at the place below the pointer, an earlier period with how far it is from now, and what happened there. */
export function placeTooltip(shown: Shown, brush: Brush) {
  return {
    ...tooltipLook(brush),
    filter: ({ datasetIndex }: Hovered) => datasetIndex < shown.series.length,
    callbacks: {
      title: ([first]: Hovered[]) =>
        first ? shortened(shown.series[0].points[first.dataIndex].label, MOST_LETTERS) : '',
      label: ({ datasetIndex, dataIndex }: Hovered) =>
        hoverText(shown, { series: datasetIndex, place: dataIndex }),
      footer: ([first]: Hovered[]) =>
        first ? marksAt(shown.marks ?? [], first.dataIndex).map(({ text }) => text) : [],
    },
  }
}

/** One series at one place, as the tooltip and the reader's voice say it. */
export function hoverText(
  { series, format }: Shown,
  at: { series: number; place: number }
): string {
  const one = series[at.series]
  const point = one.points[at.place]
  if (!point || point.value === null) {
    return ''
  }
  return one.isComparison
    ? comparedText({ one, point }, series[one.of ?? 0]?.points[at.place]?.value, format)
    : ownText({ one, point }, format)
}

type At = { one: ChartSeries; point: ChartPoint }

function ownText({ one, point }: At, format: ChartProps['format']): string {
  const state = point.isIncomplete ? ' (incomplete)' : ''
  return `${nameOf(one)}  ${format(point.value!)}${bandText(point, format)}${state}`
}

function comparedText(
  { one, point }: At,
  now: number | null | undefined,
  format: ChartProps['format']
): string {
  return `${nameOf(one)} (${point.label})  ${format(point.value!)}${changeText(now, point.value!)}`
}

const nameOf = ({ label }: ChartSeries) => shortened(label, MOST_LETTERS)

function changeText(now: number | null | undefined, earlier: number): string {
  if (!isKnown(now)) {
    return ''
  }
  const [current, before] = [now, earlier].map((value) => ({
    status: 'available' as const,
    value,
    unit: 'number',
  }))
  const change = changeBetween(current, before, 'none')
  return change ? `, now ${formatChange(change)}` : ''
}

function bandText({ low, high }: ChartPoint, format: ChartProps['format']) {
  return isKnown(low) && isKnown(high) ? ` (${format(low)} to ${format(high)})` : ''
}

export function marksAt(marks: ChartMark[], place: number): ChartMark[] {
  return marks.filter(({ from, to }) => from <= place && place <= to)
}
