import type { ApiConnector, Totals } from '#kit'
import type { Scope } from '#shared/expressions/expression'
import type { Slot } from '#shared/records'
import { readDay } from '../map/days.js'
import { compileCondition, compileField, compileText } from '../map/fields.js'
import { compileNumbers } from '../map/numbers.js'
import { compileList } from './compile_list.js'
import type { CompiledTotals, MetricTotal, RequestScope } from './calls.js'

/** Compiles the vendor's own totals. `slots` say the unit of each metric. */
export function compileTotals(
  totals: Totals,
  http: ApiConnector['http'],
  slots: Slot[]
): CompiledTotals {
  const applies = compileCondition(totals.when, 'when')
  const numbers = compileNumbers(totals.metrics, slots)
  const currency = compileText(totals.currency ?? 'account.currency', 'currency')
  const isInWindow = compileDay(totals)
  const sum: CompiledTotals['sum'] = (records, { account, settings, window }: RequestScope) => {
    const sums = new Map<string, MetricTotal>()
    for (const record of records) {
      const scope = { record, account, settings }
      if (applies(scope) && isInWindow(scope, window)) {
        addRecord(sums, slots, { numbers: numbers(scope), currency: currency(scope) })
      }
    }
    return [...sums.values()]
  }
  return { ...compileList(totals, http), sum }
}

type IsInWindow = (scope: Scope, window: RequestScope['window']) => boolean

/** What was authorized in January and booked in February belongs to January, wherever the vendor lists it. */
function compileDay({ date, timeZone = 'account.timeZone' }: Totals): IsInWindow {
  if (date === undefined) {
    return () => true
  }
  const read = compileField(date, 'date')
  const zone = compileText(timeZone, 'timeZone')
  return (scope, window) => {
    const value = read(scope)
    const day = typeof value === 'string' ? readDay(value, zone(scope) ?? 'UTC') : null
    return day !== null && (window === null || (day >= window.from && day <= window.to))
  }
}

interface Amounts {
  numbers: (number | null)[]
  currency: string | null
}

function addRecord(sums: Map<string, MetricTotal>, slots: Slot[], amounts: Amounts) {
  for (const [index, { metric, unit }] of slots.entries()) {
    const currency = unit === 'currency' ? amounts.currency : null
    const key = `${metric} ${currency}`
    const total = sums.get(key) ?? { metric, currency, total: 0 }
    total.total += amounts.numbers[index] ?? 0
    sums.set(key, total)
  }
}
