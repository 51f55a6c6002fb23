import { currenciesOf, isCurrency } from './currencies.js'
import { listOf } from './vocabulary.js'

/** What the name of a column says besides what it names. */
export interface HeaderMeaning {
  /** Small words without currency, unit and scale: `Spend (EUR)` → `spend`. */
  words: string[]
  currency: string | null
  isPercent: boolean
  scale: Scale
}

/** What the numbers of a column are counted in. `fraction`: 0.05 means 5 %. */
export const SCALES = ['units', 'cents', 'micros', 'thousands', 'millions', 'fraction'] as const
export type Scale = (typeof SCALES)[number]

const SCALE_WORDS: Record<string, Scale> = {
  micros: 'micros',
  cents: 'cents',
  ...scaled(
    'thousands',
    'thousand, thousands, tsd, tausend, teur, keur, kusd, kgbp, kchf, duizend, 000s'
  ),
  ...scaled(
    'millions',
    'million, millions, mio, mln, millionen, miljoen, meur, musd, millioner, miljoner, milioni, millones, milhoes'
  ),
}
const SCALED_CODES = '(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|INR|AUD|CAD|NZD|BRL)'
/** `T€`, `€k`, `EUR k`, `(k)`, `in k`, `’000`: what stands beside a currency, in brackets or behind “in”. */
const THOUSANDS = new RegExp(
  [
    '(?:^|[\\s([])[TK]\\s?[€$£]',
    '[€$£]\\s?[TK](?!\\p{L})',
    `\\b(?:k${SCALED_CODES}|${SCALED_CODES}\\s?k)\\b`,
    '[([]\\s*k\\s*[)\\]]',
    '\\bin k\\b',
    "(?:^|[\\s(['’])000(?![\\d.,])",
  ].join('|'),
  'iu'
)
const MILLIONS = new RegExp(
  `(?:^|[\\s([])M\\s?[€$£]|[€$£]\\s?M(?!\\p{L})|\\b(?:M${SCALED_CODES}|${SCALED_CODES}\\s?m)\\b`,
  'iu'
)
/** What is left of them among the words of a name. */
const SCALE_LETTERS = new Set(['t', 'k', 'm', '000'])

/** Words that name money, so that small letters behind them may be a currency: `spend_inr`. */
const MONEY_WORDS = new Set(
  listOf(`
  spend, spent, cost, costs, revenue, amount, price, value, budget, sales, fee, fees, total, net, gross, tax,
  shipping, discount, refund, refunds, profit, margin, income, kosten, ausgaben, umsatz, betrag, preis, wert,
  uitgaven, omzet, bedrag, prijs, waarde, cout, montant, prix, depense, depenses, gasto, coste, costo,
  importe, precio, ingresos, spesa, importo, prezzo, ricavi, custo, valor, receita, kostnad, belopp, pris,
  intakter, udgift, belob, omsaetning, koszt, kwota, cena, przychod, wydatki, cpc, cpm, cpa, aov`)
)

/** The words of a name, small and without accents: `InvoiceNo`, `avg_cpc`, `revenue this month`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('Æ', 'Ae')
    .replaceAll('ø', 'o')
    .replaceAll('Ø', 'O')
    .replaceAll('ł', 'l')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** Reads `Kosten [€]`, `Cost USD`, `spend_inr`, `Umsatz (T€)` and `cost_micros`. */
export function readHeader(name: string): HeaderMeaning {
  const currency = signIn(name) ?? codeIn(name)
  const scale = scaleIn(name)
  const words = wordsOf(name).filter(
    (word) =>
      !(word in SCALE_WORDS) &&
      word.toUpperCase() !== currency &&
      (scale === 'units' || !SCALE_LETTERS.has(word))
  )
  return {
    words: words.filter((word) => word !== 'in'),
    currency,
    isPercent: /%/.test(name),
    scale,
  }
}

function scaled(scale: Scale, words: string): Record<string, Scale> {
  return Object.fromEntries(listOf(words).map((word) => [word, scale]))
}

function scaleIn(name: string): Scale {
  const word = wordsOf(name).find((candidate) => candidate in SCALE_WORDS)
  if (word) {
    return SCALE_WORDS[word]
  }
  if (THOUSANDS.test(name)) {
    return 'thousands'
  }
  return MILLIONS.test(name) ? 'millions' : 'units'
}

function signIn(name: string): string | null {
  const sign = name.match(
    /[€£¥₹₩₺₽₪₴₫฿₱₦]|(?:US|CA|AU|NZ|HK|[RCAS])?\$|zł|Kč|(?<=[(\[\s])Ft(?=[)\]]|$)/u
  )?.[0]
  return sign ? (currenciesOf(sign)[0] ?? null) : null
}

/** A code in capitals, in brackets, or behind a word for money. */
function codeIn(name: string): string | null {
  return bracketed(name) ?? scaledCode(name) ?? inCapitals(name) ?? behindMoney(wordsOf(name))
}

/** `Spend (EUR)`, and `Clicks (all)`, which has nothing to do with Albania. */
function bracketed(name: string): string | null {
  const [, written] = name.match(/[([]\s*([A-Za-z]{3})\s*[)\]]/) ?? []
  const code = (written ?? '').toUpperCase()
  return isCurrency(code) && (stands(code, written, name) || namesPrice(name)) ? code : null
}

/** `Umsatz (TEUR)`, `Cost kUSD`, `Revenue EURm`. */
function scaledCode(name: string): string | null {
  const [, behind, before] = name.match(/\b(?:[TkKM]([A-Z]{3})|([A-Z]{3})[km])\b/) ?? []
  const code = behind ?? before ?? ''
  return isCurrency(code) ? code : null
}

/** In capitals, where the other words of the name are not. */
function stands(code: string, written: string, name: string): boolean {
  return written === code && name !== name.toUpperCase() && !WORDS.has(code)
}

function inCapitals(name: string): string | null {
  const codes = name === name.toUpperCase() ? [] : (name.match(/\b[A-Z]{3}\b/g) ?? [])
  return codes.find((code) => isCurrency(code) && (!WORDS.has(code) || namesPrice(name))) ?? null
}

const namesPrice = (name: string) => wordsOf(name).some((word) => MONEY_WORDS.has(word))

/** Codes that are words of their own: ALL clicks, TOP 10. */
const WORDS = new Set(
  listOf('ALL, TOP, CUP, MOP, TRY, PEN, GEL, MAD, SOS, BAM, LAK, VES, STD, MUR, BOB, ANG, KID')
)

function behindMoney(words: string[]): string | null {
  if (!words.some((word) => MONEY_WORDS.has(word))) {
    return null
  }
  const ends = [words.at(-1), words[0]].map((word) => (word ?? '').toUpperCase())
  return ends.find((code) => code.length === 3 && isCurrency(code) && code !== 'ALL') ?? null
}

/** Whether the words name an amount of money. */
export function namesMoney(words: string[]): boolean {
  return words.some((word) => MONEY_WORDS.has(word) && !NEUTRAL.has(word))
}

/** Whether it names an amount where the rows of a file name their currency. */
export function namesAmount(name: string): boolean {
  return wordsOf(name).some((word) => MONEY_WORDS.has(word) || AMOUNTS.has(word))
}

const AMOUNTS = new Set(
  listOf('subtotal, balance, charge, payout, turnover, mrr, arr, ltv, paid, outstanding, saldo')
)

/** They stand beside money and beside counts. */
const NEUTRAL = new Set(
  listOf('total, sales, margin, net, gross, value, amount, wert, waarde, valor, discount, cpm')
)
