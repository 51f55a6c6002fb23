/** One place on a chart. `null` is a gap: a number that is not known is never drawn as zero. */
export type ChartPoint = {
  label: string
  value: number | null
  /** More may still arrive for this period, or only a part of it was asked for: its line is dashed. */
  isIncomplete?: boolean
}

export type ChartSeries = {
  label: string
  points: ChartPoint[]
  /** The earlier period of another series: drawn dashed, in its tone or grey. */
  isComparison?: boolean
  /** Tells it from another of the same label. */
  key?: string
  /** Place in the palette; its place in the list when left out. */
  tone?: number
}

export type ChartProps = {
  /** What the chart shows, in a sentence. Read aloud instead of the drawing. */
  caption: string
  series: ChartSeries[]
  format: (value: number) => string
  /** Shorter form for the axis. */
  formatTick?: (value: number) => string
  heightPixels?: number
}

export const TONES = 8

/** Told apart without colour too: each tone has its own mark in the legend and on the line. */
export const MARKS = [
  'circle',
  'rect',
  'triangle',
  'rectRot',
  'star',
  'crossRot',
  'cross',
  'dash',
] as const

export function toneOf(series: ChartSeries, index: number): number {
  return (series.tone ?? index) % TONES
}

export function toneVariable(series: ChartSeries, index: number): string {
  return series.isComparison && series.tone === undefined
    ? '--chart-comparison'
    : `--chart-${toneOf(series, index) + 1}`
}
