import { factsOf, BIT } from '../typing/cell_facts.js'
import { currenciesOf } from '#shared/columns/currencies'
import { wordsOf } from '#shared/columns/header_words'
import type { SourceRow } from './format.js'

const UNITS = new Set([
  ...[
    'anz',
    'anzahl',
    'aantal',
    'stk',
    'stuck',
    'st',
    'pcs',
    'pc',
    'count',
    'number',
    'n',
    'nr',
    'int',
    'units',
    'unit',
  ],
  ...[
    's',
    'sec',
    'secs',
    'seconds',
    'sek',
    'sekunden',
    'seconden',
    'min',
    'mins',
    'minutes',
    'minuten',
    'h',
    'hours',
  ],
  ...[
    'hour',
    'std',
    'stunden',
    'uur',
    'days',
    'tage',
    'ms',
    'percent',
    'prozent',
    'procent',
    'kg',
    'km',
    'users',
    'x',
  ],
])
const LONGEST_UNIT = 12

/** The row right below the names that says what each column is counted in, by column; undefined where there is none. */
export function unitsBelow(below: SourceRow[]): { row: SourceRow; units: string[] } | undefined {
  const [row, ...values] = below
  if (!row || values.length === 0) {
    return undefined
  }
  const filled = row.cells.flatMap((cell, index) =>
    cell.trim() === '' ? [] : [{ cell: bare(cell), index }]
  )
  const isShort = filled.every(({ cell }) => cell.length <= LONGEST_UNIT && !isValue(cell))
  const known = filled.filter(({ cell }) => isUnit(cell))
  const above = known.filter(({ index }) => values.some(({ cells }) => isValue(cells[index] ?? '')))
  const isUnits = isShort && above.length > 0 && known.length >= filled.length / 2
  return isUnits ? { row, units: row.cells.map(bare) } : undefined
}

function bare(cell: string): string {
  return cell
    .trim()
    .replace(/^[[(](.*)[\])]$/, '$1')
    .trim()
}

function isUnit(cell: string): boolean {
  return (
    cell === '%' ||
    cell === '#' ||
    currenciesOf(cell).length > 0 ||
    UNITS.has(wordsOf(cell).join(' '))
  )
}

function isValue(cell: string): boolean {
  return (factsOf(cell) & (BIT.point | BIT.comma | BIT.dmy | BIT.mdy)) !== 0
}

/** The name with its unit, so that both say what the column holds: `Kosten (EUR)`. */
export function unitSuffix(unit: string | undefined): string {
  const isTelling = unit === '%' || (unit !== undefined && currenciesOf(unit).length > 0)
  return isTelling ? ` (${unit})` : ''
}
