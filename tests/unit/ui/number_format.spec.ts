import { test } from '@japa/runner'
import { changeBetween, formatNumber } from '../../../resources/ui/number_format.js'

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

  test('are shortened only from a hundred thousand, so that no figure is hidden', ({ assert }) => {
    const short = (value: number) =>
      formatNumber({ value, unit: 'count' }, { locale: 'en', compact: true })

    assert.deepEqual([short(99_999), short(417_800)], ['99,999', '417.8K'])
  })

  test('are judged by the direction in which their metric is good', ({ assert }) => {
    const verdict = (direction: 'up' | 'down' | 'none') =>
      changeBetween(known(110), known(100), direction)?.verdict

    assert.deepEqual(
      [verdict('up'), verdict('down'), verdict('none')],
      ['better', 'worse', 'neutral']
    )
  })

  test('show no change where either side is unknown or was zero', ({ assert }) => {
    assert.isNull(changeBetween(known(1), unknown, 'up'))
    assert.isNull(changeBetween(unknown, known(1), 'up'))
    assert.isNull(changeBetween(known(1), known(0), 'up'))
  })
})
