import type { RejectedRecord } from '#shared/records'
import type { SourceRow } from '../reading/format.js'
import { parseDay } from '../typing/dates.js'
import { isEmptyText } from '../typing/numbers.js'
import { Complained, isErrorCell, notADay } from './complaints.js'
import { dimensionValue, sharedValue } from './dimension_value.js'
import { NumberMapper } from './map_number.js'
import type { MapPlan } from './map_plan.js'
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
/** Most rows have the dimensions of a row before. */
const MOST_COMBINATIONS = 10_000
const LONGEST_COMBINATION = 400

/** Maps rows by one plan. The only place where text becomes a number, for first tries and repaired rows alike. */
export class RowMapper {
  private days = new Map<string, string | undefined>()
  private readonly combinations = new Map<string, Record<string, string>>()
  private readonly number: NumberMapper

  constructor(private readonly plan: MapPlan) {
    this.number = new NumberMapper(plan.decimal)
  }

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
      numbers[column.slot] = this.number.map(cells[column.index], column, money)
    }
    if (plan.countSlot !== null) {
      numbers[plan.countSlot] = 1
    }
    return {
      position: this.placeOf(position, cells),
      key: plan.keys.length > 0 ? this.keyOf(cells) : String(this.placeOf(position, cells)),
      day: this.dayOf(cells),
      currency: plan.numbers.some((column) => column.isMoney) ? money.currency : null,
      dimensions: this.dimensionsOf(cells),
      numbers,
    }
  }

  /** Rows of the same line of a file stay apart by their period. */
  private placeOf(position: number, cells: string[]): number {
    const { periods } = this.plan
    return periods
      ? position * periods.names.length + periods.names.indexOf(cells[periods.index])
      : position
  }

  private dayOf(cells: string[]): string {
    const { day, fixedDay, dateOrder, timeZone } = this.plan
    if (!day) {
      return fixedDay!
    }
    const text = cells[day.index]
    let found = this.days.get(text)
    if (found === undefined) {
      found = parseDay(text, { ...day, order: dateOrder, timeZone })
      if (!found) {
        throw new Complained(notADay(text, day.name))
      }
      if (this.days.size < MAX_CACHED_DAYS && text.length < 13) {
        this.days.set(text, found)
      }
    }
    return found
  }

  /** One object for rows alike, which nobody changes. */
  private dimensionsOf(cells: string[]): Record<string, string> {
    let key = ''
    for (const { index } of this.plan.dimensions) {
      key += `${cells[index]}\u001f`
    }
    const known = this.combinations.get(key)
    if (known) {
      return known
    }
    const found = this.readDimensions(cells)
    if (this.combinations.size < MOST_COMBINATIONS && key.length <= LONGEST_COMBINATION) {
      this.combinations.set(key, found)
    }
    return found
  }

  private readDimensions(cells: string[]): Record<string, string> {
    const found: Record<string, string> = {}
    for (const { index, ids, target } of this.plan.dimensions) {
      const text = cells[index].trim()
      if (isEmptyText(text) || isErrorCell(text)) {
        continue
      }
      const value = dimensionValue(text)
      for (const id of ids) {
        found[id] = id === target ? sharedValue(target, value) : value
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
