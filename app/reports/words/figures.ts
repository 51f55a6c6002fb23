import type { Metric, MetricResult } from '#metrics'

export type Figure = MetricResult['totals'][string]
export type Known = Extract<Figure, { status: 'available' }>

/** From here on cents tell nothing. */
const WHOLE_FROM = 1_000
const POINTS = 100

/** A size without its sign: the words beside it say which way. */
export function figureText(
  amount: Pick<Known, 'value' | 'unit' | 'currency'>,
  decimals: number
): string {
  const { value, unit, currency } = amount
  const size = Math.abs(value)
  const digits = size >= WHOLE_FROM ? 0 : decimals
  const style =
    unit === 'currency' && currency
      ? { style: 'currency' as const, currency }
      : { style: unit === 'percent' ? ('percent' as const) : ('decimal' as const) }
  const formatter = new Intl.NumberFormat('en', {
    ...style,
    minimumFractionDigits: unit === 'currency' ? digits : 0,
    maximumFractionDigits: digits,
  })
  const shown = formatter.format(unit === 'percent' ? size / POINTS : size)
  return unit === 'seconds' ? `${shown} seconds` : shown
}

export function percentText(share: number): string {
  const size = Math.abs(share)
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: size < 10 ? 1 : 0 }).format(size)}%`
}

export function decimalsOf(metrics: Metric[], id: string, unit: Known['unit']): number {
  const known = metrics.find((metric) => metric.id === id)?.decimals ?? 2
  return unit === 'currency' ? 2 : known
}
