import type { ChartPoint, ChartSeries } from '../../charts/chart_model.js'
import { formatNumber, formatTick } from '../../ui/number_format.js'

/** Series of the gallery: the same on every visit, so that two screenshots can be compared. */

const DAYS = 28
const FIRST_DAY = Date.UTC(2026, 10, 2)
const MILLISECONDS_PER_DAY = 86_400_000

export const euros = {
  format: (value: number) => formatNumber({ value, unit: 'currency', currency: 'EUR' }),
  formatTick: (value: number) => formatTick({ value, unit: 'currency', currency: 'EUR' }),
}
export const counts = {
  format: (value: number) => formatNumber({ value, unit: 'count' }, { decimals: 0 }),
  formatTick: (value: number) => formatTick({ value, unit: 'count' }),
}
export const percents = {
  format: (value: number) => formatNumber({ value, unit: 'percent' }, { decimals: 1 }),
  formatTick: (value: number) => formatTick({ value, unit: 'percent' }),
}

export function dayName(place: number): string {
  return new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(FIRST_DAY + place * MILLISECONDS_PER_DAY)
}

/** A week that repeats, a slow rise, and a little unrest without chance. */
export function wave(place: number, { base = 1000, seed = 1 } = {}): number {
  const week = 1 + 0.25 * Math.sin(((place + seed) / 7) * 2 * Math.PI)
  const unrest = 1 + 0.12 * Math.sin(place * 12.9898 * seed)
  return Math.round(base * week * unrest * (1 + place * 0.01) * 100) / 100
}

type Wave = { base?: number; seed?: number; length?: number; from?: number }

export function series(
  label: string,
  { length = DAYS, from = 0, ...rest }: Wave = {}
): ChartSeries {
  const points = Array.from({ length }, (_, place) => ({
    label: dayName(place + from),
    value: wave(place + from, rest),
  }))
  return { label, points }
}

/** The same series with some of its points changed. */
export function altered(
  one: ChartSeries,
  alter: (point: ChartPoint, place: number) => Partial<ChartPoint>
): ChartSeries {
  return {
    ...one,
    points: one.points.map((point, place) => ({ ...point, ...alter(point, place) })),
  }
}

export const CHANNELS = ['Paid search', 'Paid social', 'E-mail', 'Organic search', 'Direct']

export const channels = (length = DAYS) =>
  CHANNELS.map((label, place) =>
    series(label, { base: 1400 - place * 230, seed: place + 1, length })
  )

/** A bar for each of many names. */
export function categories(length: number, name: (place: number) => string): ChartSeries {
  const points = Array.from({ length }, (_, place) => ({
    label: name(place),
    value: Math.round(wave(place, { seed: 3 }) * (1 + 9 / (place + 1))),
  }))
  return { label: 'Spend', points }
}

export const LONG_NAME =
  'EU | Prospecting | Lookalike 1–3 % purchasers 180 d | Video 15 s hook B | Harbour roast bundle | Advantage+ placements'
