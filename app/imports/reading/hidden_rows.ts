import type { SourceRow } from './format.js'
import { amountOf, type Addends } from './totals.js'

/** What the hidden rows hold of one column, and all rows together. */
export interface HiddenSum {
  name: string
  hidden: number
  all: number
}

/** Adds up what a sheet hides, beside what it shows. */
export class HiddenSums {
  private readonly sums: HiddenSum[]

  constructor(
    private readonly addends: Addends,
    private readonly excluded: Set<number>
  ) {
    this.sums = addends.columns.map(({ name }) => ({ name, hidden: 0, all: 0 }))
  }

  add({ position, cells, isHidden }: SourceRow) {
    if (this.excluded.has(position)) {
      return
    }
    for (const [at, { index }] of this.addends.columns.entries()) {
      const amount = amountOf(cells[index], this.addends.decimal) || 0
      this.sums[at].all += amount
      this.sums[at].hidden += isHidden ? amount : 0
    }
  }

  /** Those that hidden rows take part in. */
  get found(): HiddenSum[] {
    return this.sums.filter(({ hidden }) => hidden !== 0)
  }
}

const digits = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

/** `Sales 30 of 60`. */
export function hiddenText(sums: HiddenSum[]): string {
  return sums
    .map(({ name, hidden, all }) => `${name} ${digits.format(hidden)} of ${digits.format(all)}`)
    .join(', ')
}
