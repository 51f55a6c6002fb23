import type { ApiConnector, Totals } from '#kit'
import type { Slot } from '#shared/records'
import { compileCondition, compileText } from '../map/fields.js'
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
  const sum: CompiledTotals['sum'] = (records, { account, settings }: RequestScope) => {
    const sums = new Map<string, MetricTotal>()
    for (const record of records) {
      const scope = { record, account, settings }
      if (applies(scope)) {
        addRecord(sums, slots, { numbers: numbers(scope), currency: currency(scope) })
      }
    }
    return [...sums.values()]
  }
  return { ...compileList(totals, http), sum }
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
