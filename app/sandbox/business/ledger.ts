import type { SampleBusiness, SampleRow } from '#kit'
import { dayIn } from './days.js'

export interface LedgerRequest {
  /** Name of a series. */
  series: string
  /** Sums to keep, such as `spend` and `clicks`; `rows` is the number of records. */
  sums: string[]
  /** Field with the day, or with the moment that is placed on a day of the record's zone; `day` unless told. */
  by?: string
  /** Records that count; all of them unless told. */
  where?: (row: SampleRow) => boolean
}

/** Day → currency (empty where there is none) → sum by name. */
export type Ledger = Map<string, Map<string, Record<string, number>>>

/** What a source that reads a series has to add up to, by day and currency. */
export function ledgerOf(business: SampleBusiness, now: Date, request: LedgerRequest): Ledger {
  const { series, sums, by = 'day', where = () => true } = request
  const ledger: Ledger = new Map()
  for (const row of business.series(series, now).filter(where)) {
    const day = dayOf(row, by)
    const currencies = ledger.get(day) ?? new Map<string, Record<string, number>>()
    const currency = String(row.currency ?? '')
    const sum = currencies.get(currency) ?? {}
    sums.forEach(
      (name) => (sum[name] = (sum[name] ?? 0) + (name === 'rows' ? 1 : Number(row[name] ?? 0)))
    )
    ledger.set(day, currencies.set(currency, sum))
  }
  return ledger
}

function dayOf(row: SampleRow, by: string): string {
  const value = row[by]
  return typeof value === 'number'
    ? dayIn(String(row.timeZone ?? 'utc'), new Date(value * 1000))
    : String(value)
}
