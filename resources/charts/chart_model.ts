/** One place on a chart. `null` is a gap: a number that is not known is never drawn as zero. */
export type ChartPoint = {
  label: string
  value: number | null
  /** Tells it from another of the same label; whoever draws the chart knows what it stands for. */
  key?: string
  /** More may still arrive for this period, or only a part of it was asked for: dashed or hatched. */
  isIncomplete?: boolean
  /** Expected and not measured: dashed, within its band where `low` and `high` are given. */
  isForecast?: boolean
  low?: number | null
  high?: number | null
}

export type ChartSeries = {
  label: string
  points: ChartPoint[]
  /** An earlier period of another series: drawn dashed, in its tone or grey. */
  isComparison?: boolean
  /** Of a comparison: the place in the list of the series that it is compared with. */
  of?: number
  /** Of a comparison: which of several it is, from 0. Each has its own dashes. */
  rank?: number
  /** Tells it from another of the same label. */
  key?: string
  /** Place in the palette; its place in the list when left out. */
  tone?: number
}

/** A value to be reached or not to be passed: a line across the chart. */
export type ChartLevel = { label: string; value: number }

/** What happened at a place of the axis, or from one place to another. */
export type ChartMark = {
  from: number
  to: number
  label: string
  /** Read in the tooltip and below the chart. */
  text: string
}

export type ChartProps = {
  /** What the chart shows, in a sentence. Read aloud instead of the drawing. */
  caption: string
  series: ChartSeries[]
  format: (value: number) => string
  /** Shorter form for the axis. */
  formatTick?: (value: number) => string
  /** `fill`: as high as the room that it stands in. */
  heightPixels?: number | 'fill'
  levels?: ChartLevel[]
  marks?: ChartMark[]
  /** What one place of the axis is, for the heading of the hidden table. */
  placeName?: string
}

/** A place that a person chose, by pointer or keyboard. */
export type Picked = { series: ChartSeries; point: ChartPoint }

export const FONT_PIXELS = 11

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

/** Of comparisons, so that three of them are told apart. */
export const DASHES = [
  [5, 4],
  [2, 3],
  [9, 3, 2, 3],
]

export function toneOf(series: ChartSeries, index: number): number {
  return (series.tone ?? index) % TONES
}

export function toneVariable(series: ChartSeries, index: number): string {
  return series.isComparison && series.tone === undefined
    ? '--chart-comparison'
    : `--chart-${toneOf(series, index) + 1}`
}

/** Whether there is any value to draw. */
export function isDrawable(series: ChartSeries[]): boolean {
  return series.some(({ points }) => points.some(({ value }) => value !== null))
}

export function isKnown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined
}

/** Longer names are cut on the drawing; the hidden table and the legend's title have them whole. */
export function shortened(name: string, most: number): string {
  return name.length > most ? `${name.slice(0, most - 1)}…` : name
}
