import { decimalToMicros } from '#shared/expressions/money'
import type { Slot } from '#shared/records'
import { moneyOf, numberOf } from '../map/numbers.js'
import type { VendorTotals } from '../read_types.js'
import type { Row } from './driver.js'
import type { DatabaseStream } from './streams.js'

/**
 * The sums that a server added up, by metric and, for amounts, currency. It adds up by the text of the currency: counts of
 * several, and amounts of `eur` and `EUR`, are one sum here.
 */
export function totalsIn(rows: Row[], stream: DatabaseStream): VendorTotals['totals'] {
  const sums = new Map<string, VendorTotals['totals'][number]>()
  for (const sum of rows.flatMap((row) => sumsOf(row, stream))) {
    const key = `${sum.metric} ${sum.currency ?? ''}`
    sums.set(key, { ...sum, total: sum.total + (sums.get(key)?.total ?? 0) })
  }
  return [...sums.values()]
}

/** Null ones are left out, since nothing was added up there. */
function sumsOf(row: Row, { currency, metrics, slots }: DatabaseStream) {
  const code = currency && ('code' in currency ? currency.code : (row.code ?? null))
  return Object.keys(metrics).flatMap((metric, at) => {
    const { unit } = slots.find((slot) => slot.metric === metric)!
    const sum = row[`m${at}`]
    const total = sum === null || sum === undefined ? null : amountOf(sum, unit, metric)
    return total === null
      ? []
      : [{ metric, currency: unit === 'currency' ? (code?.toUpperCase() ?? null) : null, total }]
  })
}

function amountOf(sum: string, unit: Slot['unit'], metric: string) {
  if (unit !== 'currency') {
    return numberOf(Number(sum), metric)
  }
  const exact = decimalToMicros(sum)
  const micros = Number.isNaN(exact) ? decimalToMicros(Number(sum)) : exact
  // Above nine billion a sum is as exact as the comparison needs it, though no longer to the micro.
  return Number.isFinite(micros) ? micros : moneyOf(micros, metric)
}
