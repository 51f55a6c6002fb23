import { BIT, factsOf, type Fact } from './cell_facts.js'
import { parseNumber, type DecimalMark } from './numbers.js'

/** Cells of one kind: how many, and the first of them. */
export interface Kind {
  facts: number
  count: number
  example: string
  position: number
}

export interface Misfits {
  count: number
  example: string
  position: number
}

const MOST_SAMPLES = 5
const SAMPLE_CHARACTERS = 80
const MOST_MARKS_READ = 2_000
/** A few texts with digits in a column of numbers are slips, more are codes. */
const MOST_STRAY_CODES = 0.04
/** Below it a column with text codes is still looked at value by value. */
const MOST_DISTINCT = 1_000

/** What all cells of one column have in common, counted while the file goes by. */
export class ColumnTally {
  /** The name with what a row of units says. */
  heading: string
  filled = 0
  rows = 0
  isCounting = true
  private readonly seen = new Map<string, Kind>()
  private readonly kinds = new Map<number, Kind>()
  private readonly kept: { text: string; kind: Kind }[] = []
  private repeated = 0
  private last = Number.NaN

  /** `mostKept`: how many different values are remembered. */
  constructor(
    readonly index: number,
    readonly name: string,
    private readonly mostKept: number
  ) {
    this.heading = name
  }

  add(cell: string, position: number) {
    this.note(cell, this.look(cell), position)
  }

  /** What a cell is, before it counts. */
  look(cell: string): Kind {
    const kind = this.seen.get(cell)
    if (kind === undefined) {
      return this.meet(cell)
    }
    this.repeated++
    return kind
  }

  note(cell: string, kind: Kind, position: number) {
    this.rows++
    if (cell === '') {
      return
    }
    if (kind.count++ === 0) {
      kind.example = cell.trim().slice(0, SAMPLE_CHARACTERS)
      kind.position = position
    }
    if ((kind.facts & BIT.absent) === 0) {
      this.filled++
      this.compareWithLast(cell)
    }
  }

  /** Takes a counted cell back, whose row turned out to hold no data. */
  forget(cell: string) {
    this.rows--
    const kind = this.look(cell)
    if (cell !== '') {
      kind.count--
      this.filled -= (kind.facts & BIT.absent) === 0 ? 1 : 0
    }
  }

  private compareWithLast(cell: string) {
    if (this.isCounting) {
      const number = Number(cell)
      this.isCounting = Number.isInteger(number) && (this.filled === 1 || number === this.last + 1)
      this.last = number
    }
  }

  private meet(cell: string): Kind {
    const facts = factsOf(cell)
    let kind = this.kinds.get(facts)
    if (!kind) {
      kind = { facts, count: 0, example: '', position: 0 }
      this.kinds.set(facts, kind)
    }
    if (cell !== '' && this.seen.size < this.mostKept) {
      this.seen.set(cell, kind)
      const isSample = this.kept.length < MOST_SAMPLES * 2 && (facts & BIT.absent) === 0
      this.kept.push(...(isSample ? [{ text: cell.slice(0, SAMPLE_CHARACTERS), kind }] : []))
    }
    return kind
  }

  /** The first values; a word that only rows without data have is none. */
  get samples(): string[] {
    const counted = this.kept.filter(({ kind }) => kind.count > 0)
    return counted.slice(0, MOST_SAMPLES).map(({ text }) => text)
  }

  /** Different values, as far as they were remembered. */
  get distinct(): number {
    return Math.min(this.seen.size, MOST_DISTINCT)
  }

  /** Whether there are more different values than anybody compares. */
  get hasManyValues(): boolean {
    return this.seen.size > MOST_DISTINCT
  }

  /** How many of the cells are no value that was met before, as far as values were remembered. */
  get uniqueShare(): number {
    return this.filled === 0 ? 0 : 1 - this.repeated / this.filled
  }

  /** Whether hardly any remembered value was met a second time. */
  get hardlyRepeats(): boolean {
    return this.repeated * 20 < this.seen.size
  }

  /** Filled cells that have all of the facts. */
  count(...facts: Fact[]): number {
    const wanted = bitsOf(facts)
    return this.countWhere((found) => (found & wanted) === wanted)
  }

  /** Filled cells, other than words for nothing, that have none of the facts. */
  without(...facts: Fact[]): Misfits {
    const fitting = bitsOf([...facts, 'absent'])
    const misfits = this.counted().filter((kind) => (kind.facts & fitting) === 0)
    const [first] = misfits.sort((a, b) => a.position - b.position)
    const count = misfits.reduce((sum, kind) => sum + kind.count, 0)
    return { count, example: first?.example ?? '', position: first?.position ?? 0 }
  }

  exampleOf(fact: Fact): string {
    const kinds = this.counted().filter(({ facts }) => (facts & BIT[fact]) !== 0)
    return kinds.sort((a, b) => a.position - b.position)[0]?.example ?? ''
  }

  /** Whether digits of the column are texts: a number has no zeros before it, and no letters in it. */
  get isCode(): boolean {
    const codes = this.count('code') - this.count('code', 'point')
    return this.count('leadingZero') > 0 || codes > this.filled * MOST_STRAY_CODES
  }

  /** Whether any cell says more than dashes and words of programs. */
  get hasText(): boolean {
    return this.countWhere((facts) => (facts & BIT.emptyText) === 0) > 0
  }

  /** The remembered numbers. */
  numbers(decimal: DecimalMark): number[] {
    return this.cellsWith(decimal === '.' ? 'point' : 'comma').map((cell) =>
      Number(parseNumber(cell, decimal)?.digits)
    )
  }

  /** Remembered cells with a fact, in the order they were met. */
  cellsWith(fact: Fact): string[] {
    const found: string[] = []
    for (const [cell, { facts }] of this.seen) {
      if ((facts & BIT[fact]) !== 0 && found.push(cell) >= MOST_MARKS_READ) {
        break
      }
    }
    return found
  }

  /** Cells of rows that turned out to hold no data do not count. */
  private counted(): Kind[] {
    return [...this.kinds.values()].filter(({ count }) => count > 0)
  }

  private countWhere(fits: (facts: number) => boolean): number {
    const fitting = [...this.kinds.values()].filter(({ facts }) => fits(facts))
    return fitting.reduce((sum, { count }) => sum + count, 0)
  }
}

function bitsOf(facts: Fact[]): number {
  return facts.reduce((bits, fact) => bits | BIT[fact], 0)
}
