import { parsePeriod } from '../typing/dates.js'
import type { DateOrder } from '../typing/written_dates.js'
import type { Layout, PeriodColumns } from './layout.js'

const FEWEST = 2
const YEAR = /^(?:19[5-9]|20[0-4])\d$/

/** The columns that are named by years, months or days; null where there are not several. */
export function periodColumns(names: string[], order: DateOrder = 'dmy'): PeriodColumns | null {
  const columns = names.flatMap((name, index) => (isPeriod(name, order) ? [index] : []))
  return columns.length < FEWEST
    ? null
    : {
        columns,
        names: columns.map((index) => names[index]),
        period: free('Period', names),
        value: free('Value', names),
      }
}

function isPeriod(name: string, order: DateOrder): boolean {
  return YEAR.test(name) || parsePeriod(name, { style: 'text', order }) !== undefined
}

function free(name: string, names: string[]): string {
  const isTaken = names.some((other) => other.toLowerCase() === name.toLowerCase())
  return isTaken ? `${name} of the column` : name
}

/** The layout that turns such columns into rows. */
export function withPeriods(layout: Layout, periods: PeriodColumns): Layout {
  return { ...layout, periods }
}
