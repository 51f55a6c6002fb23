import { TONES, type ChartSeries } from './chart_model.js'

export type Strongest = {
  series: ChartSeries[]
  /** How many were left out of the drawing. */
  left: number
}

/** As many series as there are colours to tell them apart, the highest first. */
export function strongest(series: ChartSeries[]): Strongest {
  const sorted = byHeight(series)
  return { series: sorted.slice(0, TONES), left: Math.max(0, sorted.length - TONES) }
}

/** The same for series that are stacked: the rest is one series, so that the stack keeps its height. */
export function strongestAndRest(series: ChartSeries[]): Strongest {
  if (series.length <= TONES) {
    return strongest(series)
  }
  const sorted = byHeight(series)
  const rest = sorted.slice(TONES - 1)
  return { series: [...sorted.slice(0, TONES - 1), together(rest)], left: 0 }
}

/** As many places as there is room for, the highest of the first series first where some are left out. */
export function topPlaces(series: ChartSeries[], most: number): Strongest {
  const length = series[0]?.points.length ?? 0
  if (length <= most) {
    return { series, left: 0 }
  }
  const heights = series[0].points.map(({ value }) => Math.abs(value ?? 0))
  const places = heights
    .map((_, place) => place)
    .sort((one, other) => heights[other] - heights[one])
    .slice(0, most)
  const kept = series.map((one) => ({ ...one, points: places.map((place) => one.points[place]) }))
  return { series: kept, left: length - most }
}

function byHeight(series: ChartSeries[]): ChartSeries[] {
  return [...series].sort((one, other) => heightOf(other) - heightOf(one))
}

function heightOf({ points }: ChartSeries): number {
  return points.reduce((sum, { value }) => sum + Math.abs(value ?? 0), 0)
}

/** A place where nothing is known stays unknown. */
function together(rest: ChartSeries[]): ChartSeries {
  const points = rest[0].points.map((point, place) => {
    const known = rest.map(({ points: own }) => own[place]?.value ?? null).filter(isKnown)
    return { ...point, value: known.length > 0 ? known.reduce((sum, value) => sum + value) : null }
  })
  return { label: `${rest.length} others`, points }
}

function isKnown(value: number | null): value is number {
  return value !== null
}
