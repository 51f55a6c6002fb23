import {
  FONT_PIXELS,
  shortened,
  type ChartLevel,
  type ChartMark,
  type ChartProps,
} from './chart_model.js'
import { faded, type Brush } from './brush.js'

const MOST_LETTERS = 22
/** Puts a name above its line. */
const LABEL_RISE = -9

/** Options of the annotation plugin: levels across the chart, and a line or a band where something happened. */
export function annotations(
  { levels = [], marks = [] }: Pick<ChartProps, 'levels' | 'marks'>,
  brush: Brush,
  valueAxis: 'x' | 'y' = 'y'
) {
  const drawn = [
    ...levels.map((level) => across(level, brush, valueAxis)),
    ...marks.map((mark) => (mark.from === mark.to ? stroke(mark, brush) : stripe(mark, brush))),
  ]
  return { annotation: { annotations: drawn } }
}

function across({ label, value }: ChartLevel, brush: Brush, axis: 'x' | 'y') {
  const content = shortened(label, MOST_LETTERS)
  return {
    type: 'line' as const,
    scaleID: axis,
    value,
    borderColor: brush.ink('--chart-level'),
    borderWidth: 1.5,
    borderDash: [2, 3],
    label: {
      ...labelLook(brush),
      content,
      position: 'start' as const,
      yAdjust: axis === 'y' ? LABEL_RISE : 0,
    },
  }
}

function stroke({ from, label }: ChartMark, brush: Brush) {
  return {
    type: 'line' as const,
    scaleID: 'x',
    value: from,
    borderColor: brush.ink('--chart-level'),
    borderWidth: 1,
    label: { ...labelLook(brush), content: label, position: 'end' as const },
  }
}

function stripe({ from, to, label }: ChartMark, brush: Brush) {
  return {
    type: 'box' as const,
    xMin: from - 0.5,
    xMax: to + 0.5,
    backgroundColor: faded(brush.ink('--chart-level'), 12),
    borderWidth: 0,
    label: {
      ...labelLook(brush),
      content: label,
      position: { x: 'center' as const, y: 'start' as const },
    },
  }
}

function labelLook({ ink }: Brush) {
  return {
    display: true,
    backgroundColor: ink('--qd-surface'),
    color: ink('--ui-text-toned'),
    font: { size: FONT_PIXELS, weight: 'normal' as const },
    padding: { x: 4, y: 1 },
  }
}
