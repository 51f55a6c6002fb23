import { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { DayRange } from '../types.js'
import { sandboxRates } from './sandbox_rates.js'

/** Weekends and holidays have no rate of their own; the last one before stands in, this long. */
export const RATE_LOOKBACK_DAYS = 7
/** Rates are kept per euro. */
const PIVOT = 'EUR'

/** Factors from original currencies to the asked one, by day; aligned lists. */
export interface RateTable {
  target: string
  days: string[]
  currencies: string[]
  factors: number[]
  source: string
}

interface RateRow {
  day: string
  currency: string
  per_euro: number
  source: string
}

export interface RateRequest {
  currencies: string[]
  target: string
  range: DayRange
  /** Of the sources whose amounts are converted. */
  mode: SourceMode
}

export type SourceMode = 'live' | 'sandbox'

/** The rates of an answer by the mode of the sources; none where every amount is in the asked currency already. */
export type RateBook = Partial<Record<SourceMode, RateTable>>

const RATES = `
  SELECT r.day::text AS day, r.currency, r.per_euro, r.source FROM exchange_rates r
  WHERE r.organization_id = $1 AND r.day BETWEEN $2 AND $3 AND r.currency = ANY ($4)`

/** The rate of each currency on each day of the range. Days without a rate are left out, never guessed. */
export async function readRates(
  tenant: TenantTransaction,
  request: RateRequest
): Promise<RateTable> {
  const { currencies, target, range, mode } = request
  const wanted = [...currencies, target]
  const since = { ...range, from: day(range.from).minus({ days: RATE_LOOKBACK_DAYS }).toISODate()! }
  const values = [tenant.organizationId, since.from, since.to, wanted]
  const { rows: own } = await tenant.query<RateRow>(RATES, values)
  const rows = mode === 'sandbox' ? withSandbox(own, since, wanted) : own
  const table: RateTable = { target, days: [], currencies: [], factors: [], source: sourceOf(rows) }
  const targetRates = perDay(rows, target, range)
  for (const currency of currencies) {
    const rates = perDay(rows, currency, range)
    addFactors(table, currency, currency === target ? itself(range) : divided(targetRates, rates))
  }
  return table
}

/** Made-up amounts are converted at the made-up rates; a currency that has none takes the organization's. */
function withSandbox(own: RateRow[], range: DayRange, wanted: string[]): RateRow[] {
  const { source, rates } = sandboxRates(range)
  const known = new Set(rates.map(({ currency }) => currency))
  return [
    ...own.filter(({ currency }) => !known.has(currency)),
    ...rates
      .filter(({ currency }) => wanted.includes(currency))
      .map(({ day: at, currency, perEuro }) => ({ day: at, currency, per_euro: perEuro, source })),
  ]
}

function addFactors(table: RateTable, currency: string, factors: [string, number][]) {
  for (const [at, factor] of factors) {
    table.days.push(at)
    table.currencies.push(currency)
    table.factors.push(factor)
  }
}

/** The asked currency needs no rate, on no day. */
const itself = (range: DayRange) => daysOf(range).map((at): [string, number] => [at, 1])

function divided(targetRates: Map<string, number>, rates: Map<string, number>) {
  return [...rates].flatMap(([at, rate]): [string, number][] => {
    const targetRate = targetRates.get(at)
    return targetRate === undefined ? [] : [[at, targetRate / rate]]
  })
}

/** Units per euro on each day, the last known rate standing in for days without one. */
function perDay(rows: RateRow[], currency: string, range: DayRange): Map<string, number> {
  const known = new Map(
    rows.filter((row) => row.currency === currency).map((row) => [row.day, row.per_euro])
  )
  const rates = new Map<string, number>()
  let last: { rate: number; place: number } | undefined
  const from = day(range.from).minus({ days: RATE_LOOKBACK_DAYS }).toISODate()!
  for (const [place, date] of daysOf({ from, to: range.to }).entries()) {
    const rate = currency === PIVOT ? 1 : known.get(date)
    last = rate === undefined ? last : { rate, place }
    if (place >= RATE_LOOKBACK_DAYS && last && place - last.place <= RATE_LOOKBACK_DAYS) {
      rates.set(date, last.rate)
    }
  }
  return rates
}

function sourceOf(rows: RateRow[]) {
  return [...new Set(rows.map((row) => row.source))].sort().join(', ')
}

function day(text: string) {
  return DateTime.fromISO(text, { zone: 'utc' })
}

/** Factors of each currency by day of the range, NaN where there is none: no NULLs, so that places are found at once. */
export function factorsByCurrency(table: RateTable, range: DayRange) {
  const days = daysOf(range)
  return [...new Set(table.currencies)].map((currency) => {
    const known = factorsOf(table, currency)
    return { currency, factors: days.map((at) => known.get(at) ?? Number.NaN) }
  })
}

/** Days of a range on which a currency has no rate to the asked one. */
export function unratedDays(table: RateTable, currency: string, range: DayRange): string[] {
  const known = factorsOf(table, currency)
  return daysOf(range).filter((at) => !known.has(at))
}

function factorsOf(table: RateTable, currency: string): Map<string, number> {
  const places = table.currencies.flatMap((name, index) => (name === currency ? [index] : []))
  return new Map(places.map((index) => [table.days[index], table.factors[index]]))
}

const DAY_MS = 86_400_000

/** Walked for each currency of a question: days of UTC in milliseconds, not moments of a calendar. */
function daysOf({ from, to }: DayRange): string[] {
  const days: string[] = []
  const end = Date.parse(to)
  for (let at = Date.parse(from); at <= end; at += DAY_MS) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}

/** Currencies that the streams have amounts in, whatever the filters are. */
const CURRENCIES = `
  SELECT NULLIF(r.currency, '') AS currency FROM daily_rollups r
  WHERE r.organization_id = $1 AND r.stream_id = ANY ($2::bigint[]) AND r.day BETWEEN $3 AND $4
  UNION
  SELECT f.currency FROM facts f
  WHERE f.organization_id = $1 AND f.stream_id = ANY ($2::bigint[]) AND f.day = ANY (ARRAY(
    SELECT d.day FROM dirty_buckets d
    WHERE d.organization_id = $1 AND d.stream_id = ANY ($2::bigint[]) AND d.day BETWEEN $3 AND $4))
  UNION
  SELECT v.currency FROM fact_revisions v
  WHERE v.organization_id = $1 AND v.stream_id = ANY ($2::bigint[]) AND v.day BETWEEN $3 AND $4`

export async function readCurrencies(
  tenant: TenantTransaction,
  streamIds: string[],
  range: DayRange
): Promise<string[]> {
  const values = [tenant.organizationId, streamIds, range.from, range.to]
  const { rows } = await tenant.query<{ currency: string | null }>(CURRENCIES, values)
  return rows.flatMap(({ currency }) => currency ?? [])
}
