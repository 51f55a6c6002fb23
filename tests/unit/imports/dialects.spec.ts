import { test } from '@japa/runner'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { isWeekday, monthNamed } from '#imports/typing/calendar_names'
import { parsePeriod } from '#imports/typing/dates'
import { parseNumber } from '#imports/typing/numbers'
import { readText } from '#tests/support/read_files'

const LANGUAGES = ['en', 'nl', 'de', 'fr', 'es', 'it', 'pt', 'sv', 'da', 'pl']

const CODES: Record<string, string> = { kr: 'SEK', zł: 'PLN', CHF: 'CHF' }

const amount = fc.integer({ min: -9_999_999, max: 9_999_999 }).map((cents) => cents / 100)
const day = fc
  .integer({ min: 0, max: 3_000 })
  .map((offset) => new Date(Date.UTC(2020, 0, 1) + offset * 86_400_000))

const dialect = fc.record({
  locale: fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'sv-SE', 'pl-PL', 'de-CH', 'en-IN'),
  order: fc.constantFrom('dmy', 'mdy', 'iso', 'named', 'short'),
  language: fc.constantFrom(...LANGUAGES),
  delimiter: fc.constantFrom('\t', ';', ',', '|'),
  quotes: fc.constantFrom('all', 'needed'),
  encoding: fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16le', 'windows-1252'),
  currency: fc.constantFrom('€', 'EUR', 'kr', 'zł', 'CHF', ''),
  isBehind: fc.boolean(),
  blank: fc.constantFrom('', ' ', '\u00a0', '\u202f'),
  negative: fc.constantFrom('-5', '5-', '(5)'),
  preamble: fc.integer({ min: 0, max: 5 }),
})

type Dialect = typeof dialect extends fc.Arbitrary<infer Value> ? Value : never

function writeAmount(value: number, how: Dialect): string {
  const digits = new Intl.NumberFormat(how.locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(Math.abs(value))
  const { currency, isBehind, blank } = how
  const money = isBehind
    ? `${digits}${currency && blank}${currency}`
    : `${currency}${currency && blank}${digits}`
  return value < 0 ? how.negative.replace('5', money) : money
}

function writeDay(date: Date, { order, language }: Dialect): string {
  const [year, month, dayOfMonth] = date.toISOString().slice(0, 10).split('-')
  switch (order) {
    case 'dmy':
      return `${dayOfMonth}/${month}/${year}`
    case 'mdy':
      return `${month}/${dayOfMonth}/${year}`
    case 'named':
      return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date)
    case 'short': {
      const names = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' })
      return `${dayOfMonth} ${names.format(date)} ${year}`
    }
    default:
      return `${year}-${month}-${dayOfMonth}`
  }
}

function writeRow(cells: string[], { delimiter, quotes }: Dialect): string {
  const written = cells.map((cell) =>
    quotes === 'all' || cell.includes(delimiter) || cell.includes('"')
      ? `"${cell.replaceAll('"', '""')}"`
      : cell
  )
  return written.join(delimiter)
}

/** The bytes; in UTF-8 where the wanted encoding lacks a character. */
function encode(text: string, encoding: Dialect['encoding']): Buffer {
  if (encoding === 'utf-16le') {
    return iconv.encode(text, encoding, { addBOM: true })
  }
  const isWestern = iconv.decode(iconv.encode(text, 'windows-1252'), 'windows-1252') === text
  return encoding === 'windows-1252' && isWestern
    ? iconv.encode(text, encoding)
    : Buffer.from(encoding === 'utf-8' ? text : `\ufeff${text}`)
}

test.group('Known rows', () => {
  test('written in any dialect are read back equal', async ({ assert }) => {
    const rows = fc.array(fc.tuple(day, amount), { minLength: 3, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(rows, dialect, async (given, how) => {
        // One day that only its own order explains; without it the file asks.
        const known: [Date, number][] = [...given, [new Date(Date.UTC(2026, 0, 31)), 1_234.5]]
        const text = [
          ...Array.from({ length: how.preamble }, (_, n) => [`Setting ${n}`, 'value']),
          ['Day', 'Campaign', 'Cost'],
          ...known.map(([date, value]) => [
            writeDay(date, how),
            `Brand${how.delimiter} "N"`,
            writeAmount(value, how),
          ]),
        ]
          .map((cells) => writeRow(cells, how))
          .join('\n')
        const currency = CODES[how.currency] ?? 'EUR'

        const read = await readText(encode(text, how.encoding), { currency })

        assert.deepEqual(read.rejected, [], text)
        assert.deepEqual(
          read.days,
          known.map(([date]) => date.toISOString().slice(0, 10)),
          text
        )
        assert.deepEqual(
          read.rows.map(({ numbers }) => numbers[0]! / 10_000),
          known.map(([, value]) => Math.round(value * 100)),
          text
        )
        assert.deepEqual(read.currencies, [currency])
        assert.deepEqual(new Set(read.values('campaign')), new Set([`Brand${how.delimiter} "N"`]))
      }),
      { numRuns: 150 }
    )
  }).timeout(60_000)
})

test.group('Names of months and days', () => {
  test('are known in every language, long and short')
    .with(LANGUAGES)
    .run(({ assert }, language) => {
      for (const width of ['long', 'short'] as const) {
        for (let month = 0; month < 12; month++) {
          const date = new Date(Date.UTC(2026, month, 5))
          const name = new Intl.DateTimeFormat(language, { month: width, timeZone: 'UTC' }).format(
            date
          )
          const weekday = new Intl.DateTimeFormat(language, {
            weekday: width,
            timeZone: 'UTC',
          }).format(date)
          assert.equal(monthNamed(name), month + 1, name)
          assert.isTrue(isWeekday(weekday), weekday)
        }
      }
    })

  test('make periods of a week, month, quarter and year: {0}')
    .with([
      ['2025-W52', '2025-12-22', 'week'],
      ['2026-W53', '2026-12-28', 'week'],
      ['KW 1/2027', '2027-01-04', 'week'],
      ['2026-03', '2026-03-01', 'month'],
      ['Mar 2026', '2026-03-01', 'month'],
      ['mei 2026', '2026-05-01', 'month'],
      ['2026-Q1', '2026-01-01', 'quarter'],
      ['2. Quartal 2026', '2026-04-01', 'quarter'],
    ] as const)
    .run(({ assert }, [text, first, grain]) => {
      assert.deepEqual(parsePeriod(text, { style: 'text', order: 'dmy' }), { day: first, grain })
    })
})

test.group('An amount as people write it', () => {
  test('is read with its sign and currency anywhere: {0}')
    .with([
      ['$(18.25)', '-18.25', 'USD'],
      ['($45.00)', '-45.00', 'USD'],
      ['-$6.75', '-6.75', 'USD'],
      ['$-3.00', '-3.00', 'USD'],
      ['4.00-', '-4.00', null],
      ['144.', '144', null],
      ['12 CHF', '12', 'CHF'],
      ['1 234.50 zł', '1234.50', 'PLN'],
      ['₹12,34,567', '1234567', 'INR'],
    ] as const)
    .run(({ assert }, [text, digits, currency]) => {
      assert.containsSubset(parseNumber(text, '.'), { digits, currency })
    })

  test('is none where letters and digits are a code', ({ assert }) => {
    for (const text of ['12e3', 'K12', 'TOP 10', 'A1000', '5 €/m']) {
      assert.isUndefined(parseNumber(text, '.'), text)
    }
  })
})
