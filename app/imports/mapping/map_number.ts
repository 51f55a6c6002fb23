import { minorUnitsOf } from '#shared/columns/currencies'
import type { Scale } from '#shared/columns/header_words'
import {
  isAbsent,
  parseNumber,
  shiftPoint,
  toMicros,
  type DecimalMark,
  type NumberParts,
} from '../typing/numbers.js'
import { aPercentage, Complained, isErrorCell, notANumber, tooLarge } from './complaints.js'
import type { PlannedNumber } from './map_plan.js'
import type { RowMoney } from './row_money.js'

const DURATION = /^(-?)(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)$/
/** Powers of ten that bring a number to whole units. */
const PLACES: Record<Exclude<Scale, 'cents'>, number> = {
  units: 0,
  micros: -6,
  thousands: 3,
  millions: 6,
  fraction: 2,
}

/** One cell as the number of a slot: money in micros, durations in seconds, shares in percent; null for nothing or a bound. */
export class NumberMapper {
  private text: string | undefined
  private parts: NumberParts | undefined

  constructor(private readonly decimal: DecimalMark) {}

  map(text: string, column: PlannedNumber, money: RowMoney): number | null {
    if (isAbsent(text) || (column.isRate && isErrorCell(text.trim()))) {
      return null
    }
    const duration = column.isDuration ? secondsOf(text) : undefined
    if (duration !== undefined) {
      return duration
    }
    const parts = this.parse(text)
    assertFits(text, parts, column)
    if (parts.isBound) {
      return null
    }
    return column.isMoney ? this.micros(text, { parts, column, money }) : plain(text, parts, column)
  }

  /** A column may feed two slots; its cell is read once. */
  private parse(text: string): NumberParts | undefined {
    if (this.text !== text) {
      this.parts = parseNumber(text, this.decimal)
      this.text = text
    }
    return this.parts
  }

  private micros(
    text: string,
    { parts, column, money }: { parts: NumberParts; column: PlannedNumber; money: RowMoney }
  ): number {
    const currency = money.add(parts, column.name)
    const micros =
      column.scale === 'cents'
        ? toMicros(inMajor(parts.digits, currency))
        : toMicros(shifted(parts.digits, PLACES[column.scale]))
    if (micros === undefined) {
      throw new Complained(tooLarge(text, column.name))
    }
    return micros
  }
}

function assertFits(
  text: string,
  parts: NumberParts | undefined,
  column: PlannedNumber
): asserts parts is NumberParts {
  if (!parts) {
    throw new Complained(notANumber(text, column.name))
  }
  if (parts.isPercent && !column.isPercent) {
    throw new Complained(aPercentage(text, column.name))
  }
}

/** A percent sign says more than the scale of its column. */
function plain(text: string, { digits, isPercent }: NumberParts, column: PlannedNumber): number {
  const scale = column.scale === 'cents' ? -2 : PLACES[column.scale]
  const number = Number(isPercent ? digits : shifted(digits, scale))
  if (!Number.isFinite(number)) {
    throw new Complained(tooLarge(text, column.name))
  }
  return number
}

function shifted(digits: string, places: number): string {
  return places === 0 ? digits : shiftPoint(digits, places)
}

/** 1999 cents are 19.99, 620 yen are 620. */
function inMajor(digits: string, currency: string): string {
  const units = minorUnitsOf(currency)
  const places = Math.log10(units)
  return Number.isInteger(places) ? shifted(digits, -places) : String(Number(digits) / units)
}

function secondsOf(text: string): number | undefined {
  const [, sign, hours, minutes, seconds] = text.trim().match(DURATION) ?? []
  if (hours === undefined) {
    return undefined
  }
  const total = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
  return sign && total !== 0 ? -total : total
}
