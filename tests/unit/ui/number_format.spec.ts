import { test } from '@japa/runner'
import { changeBetween, formatChange, formatNumber } from '../../../resources/ui/number_format.js'

const known = (value: number) => ({ status: 'available' as const, value, unit: 'count' })
const unknown = { status: 'unavailable' as const, reason: 'no_rows', message: 'No rows.' }

test.group('Numbers on the screen', () => {
  test('are written in their own unit')
    .with([
      { amount: { value: 1204.5, unit: 'currency', currency: 'EUR' }, text: '€1,204.50' },
      { amount: { value: 1204, unit: 'currency', currency: 'JPY' }, text: '¥1,204' },
      { amount: { value: 3.114, unit: 'percent' }, text: '3.11%' },
      { amount: { value: 3725, unit: 'seconds' }, text: '1 h 2 min 5 s' },
      { amount: { value: 12975, unit: 'count' }, text: '12,975' },
      { amount: { value: 2_500_000, unit: 'bytes' }, text: '2.5 MB' },
    ])
    .run(({ assert }, { amount, text }) => {
      assert.equal(formatNumber(amount, { locale: 'en' }), text)
    })

  test('are shortened only from a million, and lose their decimals from a thousand', ({
    assert,
  }) => {
    const short = (value: number) =>
      formatNumber({ value, unit: 'count' }, { locale: 'en', compact: true })

    assert.deepEqual([0.125, 18_588.43, 417_800, 1_724_000].map(short), [
      '0.13',
      '18,588',
      '417,800',
      '1.72M',
    ])
  })

  test('are judged by the direction in which their metric is good', ({ assert }) => {
    const verdict = (direction: 'up' | 'down' | 'none') =>
      changeBetween(known(110), known(100), direction)?.verdict

    assert.deepEqual(
      [verdict('up'), verdict('down'), verdict('none')],
      ['better', 'worse', 'neutral']
    )
  })

  test('have a typographic minus, and a sign behind a multiple', ({ assert }) => {
    const written = (value: number, suffix?: string) =>
      formatNumber({ value, unit: 'number' }, { locale: 'en', decimals: 2, suffix })

    assert.deepEqual([written(-4), written(2.456, '×')], ['−4.00', '2.46×'])
  })

  test('change in points where they are percentages, and relatively elsewhere', ({ assert }) => {
    const percent = (value: number) => ({ ...known(value), unit: 'percent' })
    const written = (one: typeof known, [now, before]: [number, number]) =>
      formatChange(changeBetween(one(now), one(before), 'up')!, 'en')

    assert.deepEqual(
      [written(percent, [3.4, 3.75]), written(known, [96, 100]), written(known, [138, 100])],
      ['−0.35 pp', '−4%', '+38%']
    )
  })

  test('show no change where either side is unknown or was zero', ({ assert }) => {
    assert.isNull(changeBetween(known(1), unknown, 'up'))
    assert.isNull(changeBetween(unknown, known(1), 'up'))
    assert.isNull(changeBetween(known(1), known(0), 'up'))
  })
})
