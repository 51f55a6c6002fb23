import type { MappingAccount } from '#reading'
import type { Slot } from '#shared/records'
import { leavesOf, valueAt, withValue } from '../awkward.js'
import { isRejected, scopeOf, type MappedRecord } from '../reading.js'
import type { Rig, Trial } from '../rig.js'
import { demand, type ReplayCase } from '../verdict.js'
import { readOnce, type WholeReading } from './whole_readings.js'

/** What one minor unit is in micros: of the yen all of it, of the dinar a thousandth. */
function minorUnitMicros(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return 1_000_000 / 10 ** format.resolvedOptions().maximumFractionDigits!
}

/**
 * The same record in another currency. A vendor that sends micros or decimals means the same number of yen as of
 * euros; one that sends minor units means a hundred times as many yen, and a tenth of the dinars.
 */
export const moneyCase: ReplayCase = {
  title: 'yen have no cents and dinars have three decimals',
  skip: ({ connector }) =>
    [...connector.streams.values()].some(({ slots }) => slots.some(isMoney))
      ? undefined
      : 'no stream brings money',
  async run(rig) {
    const { trial, parts } = await readOnce(rig)
    const tried = parts.reduce((sum, part) => sum + tryPart(rig, trial, part), 0)
    demand(tried > 0, 'the emulator sends no money to try it with')
  },
}

const isMoney = ({ unit }: Slot) => unit === 'currency'

function tryPart(rig: Rig, trial: Trial, { part, reading }: WholeReading['parts'][number]): number {
  const { stream } = part
  const places = stream.slots.flatMap((slot, index) => (isMoney(slot) ? [index] : []))
  if (places.length === 0 || stream.definition.updates) {
    return 0
  }
  const scope = scopeOf(trial, part, rig)
  const mapIn = (record: unknown, account: MappingAccount | null) => {
    const mapped = stream.mapRecord(record, { ...scope, account })
    return mapped && !isRejected(mapped) ? mapped : undefined
  }
  const record = reading.pages.flat().find((each) => hasMoney(mapIn(each, part.account), places))
  const original = record === undefined ? undefined : mapIn(record, part.account)
  if (!original) {
    return 0
  }
  const from = original.facts[0].currency!
  for (const currency of ['JPY', 'KWD', 'EUR']) {
    const changed = mapIn(...inCurrency(record, part.account, [from, currency]))
    const scale = minorUnitMicros(currency) / minorUnitMicros(from)
    demand(changed !== undefined, `${stream.name}: ${currency} is rejected`)
    demand(changed.facts[0]?.currency === currency, `${stream.name}: ${currency} is not noticed`)
    demandScale({ original, changed, places, scale, name: stream.name })
  }
  return 1
}

function hasMoney(mapped: MappedRecord | undefined, places: number[]): boolean {
  return places.some((place) => mapped?.facts[0]?.numbers[place])
}

/** The record and its account with every mention of one currency replaced by another. */
function inCurrency(
  record: unknown,
  account: MappingAccount | null,
  [from, to]: [string, string]
): [unknown, MappingAccount | null] {
  const changed = leavesOf(record).reduce((whole, path) => {
    const value = valueAt(whole, path)
    if (typeof value !== 'string' || value.toUpperCase() !== from) {
      return whole
    }
    return withValue(whole, path, value === from ? to : to.toLowerCase())
  }, record)
  return [changed, account && { ...account, currency: to }]
}

interface Comparison {
  original: MappedRecord
  changed: MappedRecord
  places: number[]
  scale: number
  name: string
}

function demandScale({ original, changed, places, scale, name }: Comparison) {
  const before = places.map((place) => original.facts[0].numbers[place] ?? 0)
  const after = places.map((place) => changed.facts[0].numbers[place] ?? 0)
  const isSame = after.every((number, index) => number === before[index])
  const isScaled = after.every((number, index) => Math.abs(number - before[index] * scale) < 1)
  demand(
    isSame || isScaled,
    `${name}: ${before.join(', ')} micros become ${after.join(', ')} in ${changed.facts[0].currency}`
  )
}
