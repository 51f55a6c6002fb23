import { listOf } from './vocabulary.js'

/** Languages whose names of currencies are read, from CLDR; of two currencies of one name the more usual is meant. */
const LANGUAGES = listOf('en, nl, de, fr, es, it, pt, sv, da, nb, pl')
/** The usual ones first. */
const CODES = listOf(`
  EUR, USD, GBP, JPY, CHF, CAD, AUD, NZD, SEK, NOK, DKK, ISK, PLN, CZK, HUF, RON, BGN, UAH, RUB, TRY, INR,
  CNY, HKD, TWD, KRW, SGD, MYR, THB, IDR, PHP, VND, BRL, MXN, ARS, CLP, COP, ZAR, NGN, KES, EGP, MAD, ILS,
  AED, SAR, QAR, KWD`)

let names: Map<string, string> | undefined

/** The code of a currency by its name, alone or of many: `US Dollar`, `Schweizer Franken`. */
export function currencyNamed(text: string): string | undefined {
  names ??= collectNames()
  return names.get(text.trim().toLowerCase())
}

function collectNames(): Map<string, string> {
  const found = new Map<string, string>()
  for (const language of LANGUAGES) {
    for (const currency of CODES) {
      namesIn(language, currency).forEach((name) => found.set(name, found.get(name) ?? currency))
    }
  }
  return found
}

function namesIn(language: string, currency: string): string[] {
  const format = new Intl.NumberFormat(language, {
    ...{ style: 'currency', currency, currencyDisplay: 'name', maximumFractionDigits: 0 },
  })
  return [1, 2, 5].map((count) =>
    (format.formatToParts(count).find(({ type }) => type === 'currency')?.value ?? '').toLowerCase()
  )
}
