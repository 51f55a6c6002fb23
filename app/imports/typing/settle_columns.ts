import type { ColumnProfile, ColumnType } from './column_profile.js'
import { isCurrencyColumn } from './currency_column.js'
import { isDated } from './day_column.js'
import { namesAmount, wordsOf } from '#shared/columns/header_words'
import { namesThings, offeredMetric } from '#shared/columns/known_metrics'
import { namesId } from './identifiers.js'
import { listOf } from '#shared/columns/vocabulary'

export const NUMERIC: ColumnType[] = ['integer', 'decimal', 'currency', 'percent', 'duration']

const PRICES = new Set(listOf('price, preis, prijs, prix, precio, prezzo, preco, pris, cena'))
/** Money, though it does not add up from day to day. */
const BALANCES = new Set(listOf('balance, saldo'))
const QUANTITIES = new Set(
  listOf(
    'quantity, qty, menge, anzahl, aantal, quantite, cantidad, quantita, quantidade, antal, ilosc'
  )
)

/**
 * Numbers are metrics. That some only name things is a guess from their names and values, which holds as long as
 * another column is left to measure: otherwise the guess would leave nothing of the file. Years are the day of files
 * that have no other.
 */
export function settleColumns(columns: ColumnProfile[]): ColumnProfile[] {
  const dated = columns.some(isDated) ? columns : withYears(columns)
  const measured = dated.some(({ type }) => NUMERIC.includes(type)) ? dated : dated.map(asMeasured)
  return withMixed(withPrices(withAmounts(measured)))
}

/** Whether a column is added up only because no other one has numbers. */
export function isDoubtful({ type, measured }: ColumnProfile): boolean {
  return measured !== undefined && NUMERIC.includes(type)
}

function withYears(columns: ColumnProfile[]): ColumnProfile[] {
  const years = columns.find(({ dated }) => dated)
  return columns.map((column) => (column === years ? { ...column, ...years.dated } : column))
}

/** What is called an id stays one: a file of contacts has its rows to count. */
function asMeasured(column: ColumnProfile): ColumnProfile {
  const { measured, evidence, type, name } = column
  return measured && type === 'identifier' && !namesId(name)
    ? { ...column, ...measured, evidence: `${measured.evidence} ${evidence}` }
    : column
}

/** Clicks and costs below each other in one column are no sum. */
function withMixed(columns: ColumnProfile[]): ColumnProfile[] {
  const naming = columns.find(namesMetrics)
  return naming === undefined
    ? columns
    : columns.map((column) =>
        NUMERIC.includes(column.type) ? { ...column, isRate: true, mixedBy: naming.name } : column
      )
}

function namesMetrics({ type, samples }: ColumnProfile): boolean {
  const offered = samples.flatMap((sample) => offeredMetric(sample)?.id ?? [])
  return type === 'text' && new Set(offered).size > 1 && offered.length === samples.length
}

/** Where rows name their currency, a net, a total and a balance are money as much as a cost is. */
function withAmounts(columns: ColumnProfile[]): ColumnProfile[] {
  return columns.some(isCurrencyColumn) ? columns.map(asAmount) : columns
}

function asAmount(column: ColumnProfile): ColumnProfile {
  const { type, name, evidence } = column
  const isPlain = (type === 'decimal' || type === 'integer') && !namesThings(name)
  const isOne = !column.isRate || names(name, BALANCES)
  return isPlain && isOne && namesAmount(name)
    ? {
        ...{ ...column, type: 'currency', unit: 'currency' },
        evidence: `${evidence} Each row names its currency, so it is money.`,
      }
    : column
}

/** Beside a quantity, a price is that of one piece. */
function withPrices(columns: ColumnProfile[]): ColumnProfile[] {
  const hasQuantity = columns.some(
    ({ type, name }) => type === 'integer' && names(name, QUANTITIES)
  )
  return hasQuantity
    ? columns.map((column) =>
        column.type === 'currency' && names(column.name, PRICES)
          ? { ...column, isRate: true }
          : column
      )
    : columns
}

const names = (name: string, known: Set<string>) => wordsOf(name).some((word) => known.has(word))
