import { test } from '@japa/runner'
import fc from 'fast-check'
import { parseNumber, toMicros, type DecimalMark } from '#imports/typing/numbers'

const STYLES = [
  (text: string) => text,
  (text: string) => `€${text}`,
  (text: string) => `${text} EUR`,
  (text: string) => (text.startsWith('-') ? `(${text.slice(1)})` : text),
  (text: string) => (text.startsWith('-') ? `${text.slice(1)}-` : `+${text}`),
]

/** As a person or a program writes it: with thousands apart, and the mark of the file. */
function write(value: number, thousands: string, decimal: DecimalMark) {
  const [mantissa, exponent] = String(value).split('e')
  const [whole, fraction] = mantissa.split('.')
  const parted = exponent ? whole : whole.replace(/\B(?=(\d{3})+$)/g, thousands)
  return `${parted}${fraction ? decimal + fraction : ''}${exponent ? `e${exponent}` : ''}`
}

const writing = fc.record({
  value: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -8e9, max: 8e9 }),
    fc.double({ noNaN: true, min: -1e-3, max: 1e-3 })
  ),
  thousands: fc.constantFrom('', ' ', '’', '\u00a0', '\u202f'),
  decimal: fc.constantFrom<DecimalMark>('.', ','),
  style: fc.constantFrom(...STYLES),
})

test.group('An amount', () => {
  test('of any size and in any writing is stored in whole millionths', ({ assert }) => {
    fc.assert(
      fc.property(writing, ({ value, thousands, decimal, style }) => {
        const text = style(write(value, thousands, decimal))
        const micros = toMicros(parseNumber(text, decimal)!.digits)!
        assert.isTrue(Number.isSafeInteger(micros), text)
        assert.isAtMost(Math.abs(micros - value * 1e6), 0.5 + Math.abs(value) * 1e-9, text)
      }),
      { numRuns: 2_000 }
    )
  })

  test('with an exponent is what it says: {0}')
    .with([
      ['1.4210854715202004e-14', 0],
      ['1.5e-6', 2],
      ['-2.5E-3', -2_500],
      ['1.25e3', 1_250_000_000],
      ['5e-324', 0],
    ] as const)
    .run(({ assert }, [text, micros]) => {
      assert.equal(toMicros(parseNumber(text, '.')!.digits), micros)
    })

  test('beyond what can be kept exactly is refused, not rounded', ({ assert }) => {
    assert.isUndefined(toMicros(parseNumber('1e+300', '.')!.digits))
    assert.isUndefined(toMicros(parseNumber('9007199254740993', '.')!.digits))
  })
})
