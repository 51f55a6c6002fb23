import { currencyOf } from '#shared/columns/currencies'
import { currencyNamed } from '#shared/columns/currency_names'
import { wordsOf } from '#shared/columns/header_words'
import { listOf } from '#shared/columns/vocabulary'
import type { ColumnProfile } from './verdict.js'

const NAMES = new Set(
  listOf(`
  currency, valuta, wahrung, waehrung, devise, moneda, moeda, waluta, munteenheid, ccy, currencycode, wahrungscode,
  waehrungscode, valutacode, valutakod, valutakode, waluty, birimi, валюта, 通貨, 货币, 币种, 통화`)
)

/** Whether a column names the currency of each row, by its code, its sign or its name. */
export function isCurrencyColumn({ name, type, samples }: ColumnProfile): boolean {
  const isNamed = wordsOf(name).some((word) => NAMES.has(word))
  return isNamed && type === 'text' && samples.every((sample) => isMark(sample.trim()))
}

const isMark = (text: string) =>
  /^[A-Za-z]{3}$/.test(text) || currencyOf(text) !== null || currencyNamed(text) !== undefined

/** Of several, the one of the amounts: the others name what amounts were converted to. */
export function currencyColumn(columns: ColumnProfile[]): ColumnProfile | undefined {
  const named = columns.filter(isCurrencyColumn)
  return named.find(({ name }) => !isConverted(name)) ?? named[0]
}

const CONVERTED = new Set(
  listOf('converted, company, base, home, reporting, settlement, target, presentment')
)

/** `Converted Amount`, `Amount in company currency`: in another currency than the row’s own. A cost per conversion is not. */
export function isConverted(name: string): boolean {
  const words = wordsOf(name)
  const isOfRate = words.includes('conversion') && words.some((word) => NAMES.has(word))
  return isOfRate || words.some((word) => CONVERTED.has(word))
}
