import * as iso4217 from 'dinero.js/currencies'
import { listOf } from './vocabulary.js'

/** Gone since their countries took another unit, and still in the exports of those years. */
const GONE = listOf(`
  ATS, BEF, BGN, CYP, DEM, EEK, ESP, FIM, FRF, GRD, HRK, IEP, ITL, LTL, LUF, LVL, MTL, NLG, PTE, ROL, SIT,
  SKK, TRL`)
const CODES = [...new Set([...Intl.supportedValuesOf('currency'), ...GONE])]
const KNOWN = new Set(CODES)

/** Units of one major unit and power of them, from ISO 4217: 100 cents, 1,000 fils, 5 iraimbilanja. */
const MINOR = new Map<string, number>(
  Object.values(iso4217).map(({ code, base, exponent }) => [code, Number(base) ** exponent])
)
const USUAL_MINOR_UNITS = 100

/** Countries whose language writes a sign that the others do not know; the language of the code's country is not in CLDR's English. */
const HOMES = listOf(`
  sv-SE, nb-NO, da-DK, is-IS, pl-PL, cs-CZ, hu-HU, ro-RO, bg-BG, tr-TR, ru-RU, uk-UA, he-IL, pt-BR, pt-PT,
  en-ZA, en-IN, id-ID, ms-MY, th-TH, vi-VN, ja-JP, zh-CN, ko-KR, de-CH, fr-CH, en-CA, fr-CA, en-AU, es-MX`)
/** What people write and no locale prints; of several the first is meant where nothing else is said. */
const WRITTEN: Record<string, string[]> = {
  '$': ['USD'],
  '£': ['GBP'],
  '¥': ['JPY', 'CNY'],
  '₩': ['KRW'],
  'US$': ['USD'],
  'C$': ['CAD'],
  'AU$': ['AUD'],
  'S$': ['SGD'],
  'R': ['ZAR'],
  'Rs': ['INR', 'PKR', 'LKR', 'NPR', 'MUR'],
  'Rs.': ['INR', 'PKR', 'LKR', 'NPR', 'MUR'],
  'Fr.': ['CHF'],
  'Fr': ['CHF'],
  'SFr.': ['CHF'],
  'kr.': ['DKK', 'SEK', 'NOK', 'ISK'],
  'zl': ['PLN'],
  'Kc': ['CZK'],
  'Lei': ['RON'],
  'TL': ['TRY'],
  'руб': ['RUB'],
  'руб.': ['RUB'],
  'грн': ['UAH'],
  'лв': ['BGN'],
  'Euro': ['EUR'],
  'euro': ['EUR'],
  'euros': ['EUR'],
  'Euros': ['EUR'],
}
/** Codes that stand in front of amounts everywhere; `TOP 10` is rather a rank than ten pa’anga. */
const COMMON = listOf(`
  EUR, USD, GBP, JPY, CHF, CAD, AUD, NZD, SEK, NOK, DKK, ISK, PLN, CZK, HUF, RON, BGN, UAH, RUB, INR, PKR,
  CNY, HKD, TWD, KRW, SGD, MYR, THB, IDR, PHP, VND, BRL, MXN, ARS, CLP, COP, PEN, UYU, ZAR, NGN, KES, EGP,
  MAD, ILS, AED, SAR, QAR, KWD, BHD, TND, RSD, HRK, GEL, KZT, UGX, MGA`)
/** Letters that are a sign without any doubt; other short ones may begin a code such as `K12`. */
const CLEAR_LETTERS = listOf('kr, kr., zl, Kc, Ft, Rs, Rs., Rp, RM, Fr, Fr.')
/** Signs that mean nothing until a currency is named beside them. */
const OPEN = new Set(['kr', 'kr.'])

let signs: Map<string, string[]> | undefined

/** Whether it is a code of ISO 4217, of today or of the last decades. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code)
}

/** How many of the smallest unit make one of the major unit. */
export function minorUnitsOf(code: string | null): number {
  return (code === null ? undefined : MINOR.get(code)) ?? USUAL_MINOR_UNITS
}

/** Whether an amount with this sign can be of the currency: `$5` beside `CAD` is five Canadian dollars. */
export function canMean(mark: string, code: string): boolean {
  return (signTable().get(mark) ?? []).includes(code)
}

/** The currency of a sign or code where nothing else is said; null where it has several and none is usual. */
export function currencyOf(mark: string): string | null {
  const code = mark.toUpperCase()
  if (KNOWN.has(code)) {
    return code
  }
  return OPEN.has(mark) ? null : (signTable().get(mark)?.[0] ?? null)
}

/** The codes that a sign can stand for. */
export function currenciesOf(mark: string): string[] {
  const code = mark.toUpperCase()
  return KNOWN.has(code) ? [code] : (signTable().get(mark) ?? [])
}

/** Every sign and code as people write them, long ones first: those that are clear, and those that need an amount with cents. */
export function currencyMarks(): { clear: string[]; doubtful: string[] } {
  const marks = [...new Set([...signTable().keys(), ...CODES])].sort((a, b) => b.length - a.length)
  const clear = marks.filter(isClear)
  return { clear, doubtful: marks.filter((mark) => !isClear(mark)) }
}

function isClear(mark: string): boolean {
  const isLetters = /^[A-Za-z.]{1,3}$/.test(mark)
  return !isLetters || COMMON.includes(mark) || CLEAR_LETTERS.includes(mark) || mark === 'lei'
}

function signTable(): Map<string, string[]> {
  signs ??= collectSigns()
  return signs
}

function collectSigns(): Map<string, string[]> {
  const found = new Map<string, string[]>(
    Object.entries(WRITTEN).map(([mark, codes]) => [mark, [...codes]])
  )
  const add = (mark: string, code: string) => {
    const codes = found.get(mark) ?? []
    if (!KNOWN.has(mark) && !codes.includes(code) && /[^\s\d.,-]/.test(mark)) {
      found.set(mark, [...codes, code])
    }
  }
  for (const code of CODES) {
    add(signIn('en', code, 'symbol'), code)
    add(signIn('en', code, 'narrowSymbol'), code)
  }
  for (const home of HOMES) {
    const code = HOME_CURRENCY[home.slice(3)]
    add(signIn(home, code, 'symbol'), code)
  }
  return found
}

const HOME_CURRENCY: Record<string, string> = {
  ...{ SE: 'SEK', NO: 'NOK', DK: 'DKK', IS: 'ISK', PL: 'PLN', CZ: 'CZK', HU: 'HUF', RO: 'RON' },
  ...{ BG: 'BGN', TR: 'TRY', RU: 'RUB', UA: 'UAH', IL: 'ILS', BR: 'BRL', PT: 'EUR', ZA: 'ZAR' },
  ...{ IN: 'INR', ID: 'IDR', MY: 'MYR', TH: 'THB', VN: 'VND', JP: 'JPY', CN: 'CNY', KR: 'KRW' },
  ...{ CH: 'CHF', CA: 'CAD', AU: 'AUD', MX: 'MXN' },
}

function signIn(locale: string, currency: string, currencyDisplay: 'symbol' | 'narrowSymbol') {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
  return format.formatToParts(1).find(({ type }) => type === 'currency')!.value
}
