import type { SampleDay } from '#kit'
import { addDays, daysFrom, weekdayOf } from './days.js'
import { Random } from './random.js'

export interface ExchangeRate {
  day: SampleDay
  base: 'EUR'
  quote: string
  /** How many of the quoted currency one euro buys. */
  rate: number
}

/** Fictional, near what such currencies cost; only the shape of the series is like a central bank's. */
const ANCHORS: Record<string, { rate: number; swing: number; decimals: number }> = {
  USD: { rate: 1.13, swing: 0.035, decimals: 4 },
  JPY: { rate: 168, swing: 0.05, decimals: 2 },
  GBP: { rate: 0.858, swing: 0.02, decimals: 5 },
}

/** Published on working days only, like the reference rates of a central bank. */
export function exchangeRates(from: SampleDay, to: SampleDay): ExchangeRate[] {
  return daysFrom(addDays(from, -4), to)
    .filter((day) => ![0, 6].includes(weekdayOf(day)))
    .flatMap((day) =>
      Object.keys(ANCHORS).map((quote) => ({
        day,
        base: 'EUR' as const,
        quote,
        rate: rateOn(quote, day),
      }))
    )
}

/** As a person reads where a converted number comes from. */
export const RATES_SOURCE = 'Sample rates (fictional)'

/** The same in the terms of the query engine, which converts amounts of sandbox sources with them. */
export function sampleRates({ from, to }: { from: SampleDay; to: SampleDay }) {
  const rates = exchangeRates(from, to).map(({ day, quote, rate }) => ({
    day,
    currency: quote,
    perEuro: rate,
  }))
  return { source: RATES_SOURCE, rates }
}

/** A slow wave and a small daily step: any day can be told without the days before it. */
function rateOn(quote: string, day: SampleDay): number {
  const { rate, swing, decimals } = ANCHORS[quote]
  const phase = (Date.parse(`${day}T00:00:00Z`) / 86_400_000) * ((2 * Math.PI) / 310)
  const wave = Math.sin(phase + rate) * swing + Math.sin(phase * 3.7) * swing * 0.3
  const step = (new Random(`rate/${quote}/${day}`).next() - 0.5) * 0.006
  return Number((rate * (1 + wave + step)).toFixed(decimals))
}
