import { isAbsent, parseNumber, type DecimalMark } from '../typing/numbers.js'
import type { SourceRow } from './format.js'

/** Columns whose numbers add up, and the column of the day where there is one. */
export interface Addends {
  columns: { index: number; name: string }[]
  decimal: DecimalMark
  day: number | null
}

export interface TotalVerdict {
  row: SourceRow
  /** What it adds up, in words; undefined where its numbers are no sum of others. */
  adds: string | undefined
  /** It repeats a single row, as another row may by chance. */
  isOfOne?: boolean
}

const ROUNDING = 0.011
const RELATIVE = 1e-6
const FEWEST_MATCHES = 0.6

/** Adds up the rows between those that may be totals, and says which of them are sums of others. */
export class TotalFinder {
  /** One more than there are suspects: sums of the rows before, between and behind them. */
  private readonly segments: number[][]
  private segment = 0
  private readonly counts: number[]
  private readonly positions: number[]
  /** Decimals are rounded before they are added; many rows may be away by as many halves. */
  private rows = 0
  private all: number[] = []

  constructor(
    private readonly suspects: SourceRow[],
    private readonly addends: Addends
  ) {
    this.positions = suspects.map(({ position }) => position)
    this.counts = Array.from({ length: suspects.length + 1 }, () => 0)
    this.segments = Array.from({ length: suspects.length + 1 }, () => addends.columns.map(() => 0))
  }

  /** Takes all rows of the file in their order; suspects part the segments. */
  add(row: SourceRow) {
    if (row.position === this.positions[this.segment]) {
      this.segment++
      return
    }
    this.rows++
    this.counts[this.segment]++
    const sums = this.segments[this.segment]
    for (const [at, number] of this.numbersOf(row).entries()) {
      sums[at] += Number.isNaN(number) ? 0 : number
    }
  }

  verdicts(): TotalVerdict[] {
    this.all = this.addends.columns.map(() => 0)
    this.segments.forEach((segment) => addTo(this.all, segment))
    return this.suspects.map((row, index) => ({ row, ...this.whatItAdds(row, index) }))
  }

  private whatItAdds(row: SourceRow, index: number): Omit<TotalVerdict, 'row'> {
    const own = this.numbersOf(row)
    let rows = 0
    const above = this.addends.columns.map(() => 0)
    for (let from = index; from >= 0; from--) {
      addTo(above, this.segments[from])
      rows += this.counts[from]
      if (this.equals(own, above)) {
        const adds = from === 0 ? 'the rows above' : 'the rows of its group'
        return { adds, isOfOne: rows < 2 }
      }
    }
    if (this.equals(own, this.segments[index + 1])) {
      return { adds: 'the rows below', isOfOne: this.counts[index + 1] < 2 }
    }
    return { adds: this.equals(own, this.all) ? 'all other rows' : undefined }
  }

  /** Columns of rates and averages do not add up, so most of them have to, and one of them has to be more than zero. */
  private equals(own: number[], sums: number[]): boolean {
    const given = own.flatMap((value, at) =>
      Number.isNaN(value) ? [] : [{ value, sum: sums[at] }]
    )
    const same = given.filter(({ value, sum }) => Math.abs(value - sum) <= this.tolerance(sum))
    return same.some(({ value }) => value !== 0) && same.length >= given.length * FEWEST_MATCHES
  }

  private tolerance(sum: number): number {
    return ROUNDING + Math.abs(sum) * RELATIVE + Math.min(this.rows, 100) * 0.000_5
  }

  private numbersOf({ cells }: SourceRow): number[] {
    const { columns, decimal } = this.addends
    return columns.map(({ index }) => amountOf(cells[index], decimal))
  }
}

function addTo(sums: number[], others: number[]) {
  others.forEach((value, at) => (sums[at] += value))
}

/** The number of a cell; NaN where it holds none. */
export function amountOf(text = '', decimal: DecimalMark): number {
  return isAbsent(text) ? Number.NaN : Number(parseNumber(text, decimal)?.digits ?? Number.NaN)
}
