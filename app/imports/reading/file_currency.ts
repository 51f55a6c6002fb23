import { plainWord } from '../typing/calendar_names.js'
import { isCurrency } from '#shared/columns/currencies'
import { listOf } from '#shared/columns/vocabulary'
import type { Finding, SourceRow } from './format.js'

/** What the lines above a table, or remarks below it, say about the currency of its amounts. */
export interface FileCurrency {
  code: string
  /** Row that says so. */
  position: number
}

const NAMES = new Set(
  listOf(`
  currency, currency code, account currency, reporting currency, report currency, wahrung, waehrung, valuta,
  valuta code, munteenheid, devise, moneda, divisa, moeda, waluta, mena, penznem, para birimi`)
)
const SENTENCE = /\b(?:in|en|currency|wahrung|waehrung|valuta|devise)[:\s]+\(?([A-Z]{3})\)?[.\s]*$/

const BRACKETED = /[([]([A-Z]{3})[)\]]\s*$/
const USUAL = new Set(
  listOf(`
  EUR, USD, GBP, CHF, SEK, NOK, DKK, PLN, CZK, HUF, RON, BGN, CAD, AUD, NZD, JPY, CNY, HKD, SGD, INR, BRL, MXN, ZAR, ILS, AED, SAR,
  KRW, TRY, THB, IDR, MYR, PHP`)
)

/** `Currency: GBP`, the cells `Währung | CHF`, `All amounts in USD`; null where the rows name none, or two. */
export function currencyAround(rows: SourceRow[]): FileCurrency | null {
  const found = rows.flatMap((row) => currencyIn(row) ?? [])
  return new Set(found.map(({ code }) => code)).size === 1 ? found[0] : null
}

function currencyIn({ cells, position }: SourceRow): FileCurrency | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const code = labelledIn(filled) ?? sentenceIn(filled)
  return code === undefined ? undefined : { code, position }
}

function labelledIn([first = '', second = '']: string[]): string | undefined {
  const [name, behind] = first.split(/:\s*/)
  const code = behind || second
  return NAMES.has(plainWord(name)) && isCurrency(code) ? code : undefined
}

function sentenceIn(filled: string[]): string | undefined {
  if (filled.length !== 1) {
    return undefined
  }
  const [, code] = filled[0].match(SENTENCE) ?? []
  const [, bracketed] = filled[0].match(BRACKETED) ?? []
  return code !== undefined && isCurrency(code) ? code : usualIn(bracketed)
}

/** In brackets other words stand too: `(ALL)`, `(TOP)`. */
const usualIn = (code = '') => (USUAL.has(code) ? code : undefined)

export function describeCurrencyAbove(found: FileCurrency | null): Finding[] {
  return found
    ? [
        {
          ...{ field: 'notice', label: 'Currency', value: '', text: found.code, choices: [] },
          evidence: `Row ${found.position} says so. Amounts without a currency of their own are in it.`,
          tone: 'likely',
        },
      ]
    : []
}
