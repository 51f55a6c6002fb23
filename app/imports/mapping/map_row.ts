import type { RejectedRecord } from '#shared/records'
import type { SourceRow } from '../reading/format.js'
import { parseDay } from '../typing/dates.js'
import { isAbsent, parseNumber, toMicros } from '../typing/numbers.js'
import {
  aPercentage,
  Complained,
  errorCell,
  isErrorCell,
  notADay,
  notANumber,
  tooLarge,
} from './complaints.js'
import { dimensionValue } from './dimension_value.js'
import type { MapPlan, PlannedNumber } from './map_plan.js'
import { RowMoney } from './row_money.js'

/** One row ready for the warehouse, without what all rows share. */
export interface MappedRow {
  position: number
  key: string
  day: string
  currency: string | null
  dimensions: Record<string, string>
  numbers: (number | null)[]
}

export type RowOutcome = { row: MappedRow } | { rejected: RejectedRecord }

const MAX_CACHED_DAYS = 2_000
/** Maps rows by one plan. The only place where text becomes a number, for first tries and repaired rows alike. */
export class RowMapper {
  private days = new Map<string, string | undefined>()

  constructor(private readonly plan: MapPlan) {}

  map(row: SourceRow): RowOutcome {
    try {
      assertShape(row, this.plan)
      return { row: this.mapCells(row) }
    } catch (error) {
      if (error instanceof Complained) {
        const raw = rawOf(row, this.plan)
        return { rejected: { position: row.position, ...error.complaint, raw } }
      }
      throw error
    }
  }

  private mapCells({ position, cells }: SourceRow): MappedRow {
    const { plan } = this
    const money = new RowMoney(plan, cells)
    const numbers: (number | null)[] = new Array(plan.slotCount).fill(null)
    for (const column of plan.numbers) {
      numbers[column.slot] = this.number(cells[column.index], column, money)
    }
    if (plan.countSlot !== null) {
      numbers[plan.countSlot] = 1
    }
    return {
      position,
      key: plan.keys.length > 0 ? this.keyOf(cells) : String(position),
      day: this.dayOf(cells),
      currency: plan.numbers.some((column) => column.isMoney) ? money.currency : null,
      dimensions: this.dimensionsOf(cells),
      numbers,
    }
  }

  private dayOf(cells: string[]): string {
    const { day, fixedDay, dateOrder, timeZone } = this.plan
    if (!day) {
      return fixedDay!
    }
    const text = cells[day.index]
    let found = this.days.get(text)
    if (found === undefined) {
      found = parseDay(text, { style: day.style, order: dateOrder, timeZone })
      if (!found) {
        throw new Complained(notADay(text, day.name))
      }
      if (this.days.size < MAX_CACHED_DAYS && text.length < 13) {
        this.days.set(text, found)
      }
    }
    return found
  }

  private number(text: string, column: PlannedNumber, money: RowMoney) {
    if (isAbsent(text)) {
      return null
    }
    const parts = parseNumber(text, this.plan.decimal)
    if (!parts) {
      throw new Complained(notANumber(text, column.name))
    }
    if (parts.isPercent && !column.isPercent) {
      throw new Complained(aPercentage(text, column.name))
    }
    if (!column.isMoney) {
      return this.plainNumber(parts.digits, text, column)
    }
    money.add(parts, column.name)
    const micros = toMicros(parts.digits)
    if (micros === undefined) {
      throw new Complained(tooLarge(text, column.name))
    }
    return micros
  }

  private plainNumber(digits: string, text: string, { name }: PlannedNumber) {
    const number = Number(digits)
    if (!Number.isFinite(number)) {
      throw new Complained(tooLarge(text, name))
    }
    return number
  }

  private dimensionsOf(cells: string[]): Record<string, string> {
    const found: Record<string, string> = {}
    for (const { index, id, name } of this.plan.dimensions) {
      const text = cells[index].trim()
      if (isErrorCell(text)) {
        throw new Complained(errorCell(text, name))
      }
      if (text !== '') {
        found[id] = dimensionValue(text)
      }
    }
    return found
  }

  private keyOf(cells: string[]): string {
    const parts = this.plan.keys.map((index) => cells[index].trim())
    if (parts.every((part) => part === '')) {
      const field = this.plan.names[this.plan.keys[0]]
      const reason = 'The row has no key, so we cannot tell which stored row it updates.'
      throw new Complained({ code: 'E_NO_KEY', field, reason })
    }
    return parts.join('\u001f')
  }
}

function assertShape(row: SourceRow, { names, isPadded }: MapPlan) {
  if (row.fault) {
    throw new Complained({ ...row.fault, field: null })
  }
  while (isPadded && row.cells.length < names.length) {
    row.cells.push('')
  }
  const extra = row.cells.slice(names.length).find((cell) => cell.trim() !== '')
  if (extra !== undefined || row.cells.length < names.length) {
    const reason = `The row has ${row.cells.length} cells and the header ${names.length}: a separator is missing, doubled or not quoted.`
    throw new Complained({ code: 'E_CELL_COUNT', field: null, reason })
  }
}

function rawOf(row: SourceRow, { names }: MapPlan): Record<string, string> {
  const raw = Object.fromEntries(names.map((name, index) => [name, row.cells[index] ?? '']))
  row.cells.slice(names.length).forEach((cell, index) => (raw[`(extra cell ${index + 1})`] = cell))
  return raw
}
