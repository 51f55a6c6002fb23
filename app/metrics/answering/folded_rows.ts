import type { Catalogue } from '../catalogue/catalogue.js'
import type { Question } from '../planning/plan.js'
import type { CellRow } from '../reading/read_cells.js'
import type { DayRange } from '../types.js'
import type { BothSides, Scope } from './both_sides.js'
import { EMPTY_CELL, foldCells, WHOLE, wholeOf, type Cell, type SeriesCells } from './cells.js'
import type { Place } from './values.js'

/** Rows of an answer, and those of states read over the whole range once more. */
export interface AnswerRows {
  rows: CellRow[]
  last: CellRow[]
}

/** One combination of breakdown values, with all of its buckets as one. */
interface Whole {
  series: SeriesCells
  cell: Cell
}

/** Cells of one set of sources. */
class Fold {
  readonly wholes: Map<string, Whole>
  readonly total: Cell
  private readonly catalogue: Catalogue

  constructor({ rows, last }: AnswerRows, { catalogue }: Question) {
    this.catalogue = catalogue
    const lastCells = foldCells(last, catalogue)
    const series = foldCells(rows, catalogue)
    this.wholes = new Map(
      [...series].map(([id, one]) => {
        const cell = wholeOf(one.cells.values(), catalogue)
        lastCells
          .get(id)
          ?.cells.get(WHOLE)
          ?.forEach((sum, metric) => cell.set(metric, sum))
        return [id, { series: one, cell }]
      })
    )
    this.total = wholeOf(
      [...this.wholes.values()].map(({ cell }) => cell),
      catalogue
    )
  }

  whole(series: string): Cell {
    return this.wholes.get(series)?.cell ?? EMPTY_CELL
  }

  at(series: string, bucket: string): Cell {
    return this.wholes.get(series)?.series.cells.get(bucket) ?? EMPTY_CELL
  }

  over(series: string, buckets: string[]): Cell {
    const cells = buckets.map((bucket) => this.at(series, bucket))
    return wholeOf(cells, this.catalogue)
  }
}

type Pick = (fold: Fold) => { cell: Cell; whole: Cell }

/** The cells of an answer, over all sources and over those that a ratio is limited to. */
export class FoldedRows {
  readonly #all: Fold
  readonly #scoped = new Map<string, Fold>()

  constructor(rows: AnswerRows, question: Question, sides: BothSides) {
    this.#all = new Fold(rows, question)
    for (const { id, connections } of sides.scopesOf(question.metrics)) {
      const isOf = ({ numbers }: CellRow) =>
        numbers.some(({ part }) => connections.has(part.stream.connectionId))
      const own = { rows: rows.rows.filter(isOf), last: rows.last.filter(isOf) }
      this.#scoped.set(id, new Fold(own, question))
    }
  }

  /** Every series with its labels and keys; of an answer without breakdowns the only one, also without rows. */
  series(question: Question): (Omit<SeriesCells, 'cells'> & { id: string })[] {
    const found = [...this.#all.wholes].map(([id, { series }]) => ({ id, ...series }))
    return found.length === 0 && question.breakdowns.length === 0
      ? [{ id: '[]', labels: [], keys: [], rest: null }]
      : found
  }

  totalPlace(range: DayRange): Place {
    return this.#place(range, ({ total }) => ({ cell: total, whole: total }))
  }

  wholePlace(series: string, range: DayRange): Place {
    return this.#place(range, (fold) => {
      const cell = fold.whole(series)
      return { cell, whole: cell }
    })
  }

  pointPlace(series: string, bucket: string, range: DayRange): Place {
    return this.#place(range, (fold) => ({
      cell: fold.at(series, bucket),
      whole: fold.whole(series),
    }))
  }

  windowPlace(series: string, buckets: string[], range: DayRange): Place {
    return this.#place(range, (fold) => ({
      cell: fold.over(series, buckets),
      whole: fold.whole(series),
    }))
  }

  #place({ from, to }: DayRange, pick: Pick): Place {
    const scoped = new Map<string, Place>()
    const within = ({ id }: Scope): Place => {
      const place = scoped.get(id) ?? { ...pick(this.#scoped.get(id)!), from, to }
      scoped.set(id, place)
      return place
    }
    return { ...pick(this.#all), from, to, ...(this.#scoped.size > 0 && { within }) }
  }
}
