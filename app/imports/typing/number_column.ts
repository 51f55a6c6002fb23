import type { SlotUnit } from '#shared/records'
import type { ColumnTally } from './column_tally.js'
import { FITTING_SHARE, misfitsOf, share, type Conventions, type Verdict } from './verdict.js'
import { namesMoney, readHeader, wordsOf, type HeaderMeaning } from '#shared/columns/header_words'
import { countsWhole, offeredMetric } from '#shared/columns/known_metrics'
import { rateNamed } from './rates.js'
import { currencyOfMark, marksOf } from './tally_readings.js'
import { listOf } from '#shared/columns/vocabulary'

const DURATION_NAMES = new Set(
  listOf(`
  duration, dauer, duur, duree, duracion, durata, duracao, length, watch, engagement, session, spent, avg,
  average, durchschn, durchschnittliche, durchschnittszeit, gemiddelde, gem, moyenne, promedio, media, verweildauer, laufzeit, runtime, handle, response, wait, talk, call`)
)

/** The column as amounts, counts, shares or durations, or undefined where most cells are no numbers. */
export function asNumbers(tally: ColumnTally, conventions: Conventions): Verdict | undefined {
  const duration = asDurations(tally)
  if (duration) {
    return duration
  }
  const fact = conventions.decimal === '.' ? 'point' : 'comma'
  const misfits = tally.without(fact)
  const fitting = tally.filled - misfits.count
  // An error of the spreadsheet says nothing about what the others are.
  if (fitting === 0 || fitting < (tally.filled - tally.count('error')) * FITTING_SHARE) {
    return undefined
  }
  const header = readHeader(tally.heading)
  if (!countsRounded(tally, header)) {
    return undefined
  }
  const verdict = { ...kindOf(tally, conventions, header), ...misfitsOf(misfits) }
  return {
    ...verdict,
    evidence: `${share(fitting, tally.filled)} read as numbers${verdict.evidence}.`,
  }
}

/** `1.2K` is a number; `4K` and `12M` may be sizes, unless the column is named like a number or others have a fraction. */
function countsRounded(tally: ColumnTally, { words }: HeaderMeaning): boolean {
  const name = words.join(' ')
  return (
    tally.count('rounded') === 0 ||
    tally.count('money') > 0 ||
    offeredMetric(name) !== undefined ||
    countsWhole(name) ||
    namesMoney(words) ||
    tally.cellsWith('rounded').some((cell) => /\d[.,]\d/.test(cell) && !/m$/.test(cell))
  )
}

/** `51:00:00` lasts longer than a day; a shorter one may be a time of day, unless the name says otherwise. */
function asDurations(tally: ColumnTally): Verdict | undefined {
  const fitting = tally.count('duration')
  const isNamed = wordsOf(tally.name).some((word) => DURATION_NAMES.has(word))
  const isClear = isNamed || tally.count('longerThanDay') > 0
  if (!isClear || fitting < tally.filled * FITTING_SHARE) {
    return undefined
  }
  return {
    type: 'duration',
    unit: 'seconds',
    scale: 'units',
    isRate: rateNamed(tally.heading) !== undefined,
    ...misfitsOf(tally.without('duration')),
    evidence: `${share(fitting, tally.filled)} read as durations.`,
  }
}

/** Money by its sign, its name or the name of the metric; a share by its sign or name; else a count or a number. */
function kindOf(tally: ColumnTally, conventions: Conventions, header: HeaderMeaning): Verdict {
  const rate = rateNamed(tally.heading)
  if (tally.count('percent') > tally.filled / 2) {
    const evidence = ' with a percent sign'
    return { type: 'percent', unit: 'percent', scale: 'units', isRate: true, evidence }
  }
  if (rate?.unit === 'percent') {
    return asShare(tally, conventions, header)
  }
  const isRate = rate !== undefined
  const money = asMoney(tally, header, rate?.unit)
  return money
    ? { ...money, isRate }
    : { ...asPlain(tally, conventions), scale: header.scale, isRate, evidence: '' }
}

function asMoney(
  tally: ColumnTally,
  header: HeaderMeaning,
  rate: SlotUnit | undefined
): Verdict | undefined {
  const [mark] = marksOf(tally)
  if (mark === undefined && !header.currency && !namesAmount(header, rate)) {
    return undefined
  }
  const currency = currencyOfMark(mark, header.currency) ?? header.currency
  return {
    ...{ type: 'currency', unit: 'currency', currency, scale: header.scale },
    ...(mark !== undefined && header.currency === null && { mark }),
    evidence: currency ? `, with ${currency}` : '; the name says money',
  }
}

/** Whole or with cents, a cost is money. */
function namesAmount({ words, scale }: HeaderMeaning, rate: SlotUnit | undefined): boolean {
  if (scale === 'cents') {
    return true
  }
  const offer = offeredMetric(words.join(' '))
  return offer ? offer.unit === 'currency' : rate === 'currency' || namesMoney(words)
}

/** 0.05 of a click-through rate is 5 %, where no value says otherwise. */
function asShare(tally: ColumnTally, conventions: Conventions, header: HeaderMeaning): Verdict {
  const values = tally.numbers(conventions.decimal).map(Math.abs)
  const isFraction =
    !header.isPercent &&
    values.some((value) => value % 1 !== 0) &&
    values.every((value) => value <= 1)
  return {
    type: 'percent',
    unit: 'percent',
    scale: isFraction ? 'fraction' : 'units',
    isRate: true,
    evidence: isFraction
      ? '; the name says a share, written as a fraction of one'
      : '; the name says a share',
  }
}

function asPlain(tally: ColumnTally, { decimal }: Conventions): Pick<Verdict, 'type' | 'unit'> {
  const isDecimal = tally.count(decimal === '.' ? 'pointFraction' : 'commaFraction') > 0
  return isDecimal ? { type: 'decimal', unit: 'number' } : { type: 'integer', unit: 'count' }
}
