import { factsOf } from '../typing/cell_facts.js'
import { SURVEY_VALUES_OF_COLUMN } from './limits.js'
import { VALUES } from './other_table.js'

const FEWEST_SHARED_NAMES = 0.35
/** The first cells of a row that repeats the names hold one of them. */
const LOOKED_AT = 3

/** The names of the columns, and rows that repeat them. */
export class KnownNames {
  private readonly places = new Map<string, number>()
  /** Values that were looked up before: most cells are one of them, and no name. */
  private readonly met = new Map<string, boolean>()

  add(name: string, column: number) {
    this.places.set(name.toLowerCase(), column)
    this.met.clear()
  }

  columnOf(name: string): number | undefined {
    return this.places.get(name.toLowerCase())
  }

  areRepeatedBy(cells: string[]): boolean {
    if (cells.length < 2 || !this.begin(cells)) {
      return false
    }
    const filled = cells.filter((cell) => cell.trim() !== '')
    const known = filled.filter(this.isName)
    const isEnough = known.length >= 2 && known.length >= filled.length * FEWEST_SHARED_NAMES
    return isEnough && filled.every((cell) => (factsOf(cell) & VALUES) === 0 || this.isName(cell))
  }

  private begin(cells: string[]): boolean {
    const looked = Math.min(LOOKED_AT, cells.length)
    for (let index = 0; index < looked; index++) {
      if (this.met.get(cells[index]) ?? this.meet(cells[index])) {
        return true
      }
    }
    return false
  }

  private meet(cell: string): boolean {
    const isName = this.isName(cell)
    if (this.met.size < SURVEY_VALUES_OF_COLUMN) {
      this.met.set(cell, isName)
    }
    return isName
  }

  private readonly isName = (cell: string) => this.places.has(cell.trim().toLowerCase())
}
