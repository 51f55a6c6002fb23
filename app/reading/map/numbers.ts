import type { Slot } from '#shared/records'
import type { Scope } from '#shared/expressions/expression'
import { quote } from '#shared/expressions/functions'
import { compileField } from './fields.js'
import { Rejection } from './rejection.js'

export type ReadNumbers = (scope: Scope) => (number | null)[]

/** The numbers of a record by slot: null where not given, a rejection where no honest number. */
export function compileNumbers(metrics: Record<string, string>, slots: Slot[]): ReadNumbers {
  const readers = slots.map((slot) => {
    // Of several mappings of a stream each gives its own numbers only.
    const evaluate = compileField(metrics[slot.metric] ?? 'null', slot.metric)
    const check = slot.unit === 'currency' ? moneyOf : numberOf
    return (scope: Scope) => {
      const value = evaluate(scope)
      return value === null || value === undefined ? null : check(value, slot.metric)
    }
  })
  // A copied list starts with the right kind of storage; one that grows changes it several times.
  const blank = slots.map(() => null)
  return (scope) => {
    const numbers: (number | null)[] = blank.slice()
    let at = 0
    for (const read of readers) {
      numbers[at] = read(scope)
      at += 1
    }
    return numbers
  }
}

export function numberOf(value: unknown, metric: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const shown = typeof value === 'number' ? String(value) : quote(value)
    throw new Rejection('E_NOT_A_NUMBER', metric, `${metric}: ${shown} is not a number.`)
  }
  return value
}

/** Money is exact: whole micros, small enough that a double holds every one of them. */
export function moneyOf(value: unknown, metric: string): number {
  const amount = numberOf(value, metric)
  if (!Number.isSafeInteger(amount)) {
    const reason = `${metric}: ${amount} is not a whole amount in micros.`
    throw new Rejection('E_NOT_MICROS', metric, reason)
  }
  return amount
}
