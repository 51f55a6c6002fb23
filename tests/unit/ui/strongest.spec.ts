import { test } from '@japa/runner'
import { strongest, strongestAndRest } from '../../../resources/charts/strongest.js'

const line = (label: string, ...values: (number | null)[]) => ({
  label,
  points: values.map((value, place) => ({ label: `day ${place}`, value })),
})
const TEN = Array.from({ length: 10 }, (_, place) => line(`c${place}`, place, null))

test.group('Many series in one chart', () => {
  test('are cut to as many as there are colours, the highest first', ({ assert }) => {
    const { series, left } = strongest(TEN)

    assert.deepEqual(
      series.map(({ label }) => label),
      ['c9', 'c8', 'c7', 'c6', 'c5', 'c4', 'c3', 'c2']
    )
    assert.equal(left, 2)
  })

  test('keep the height of their stack, and a gap stays a gap', ({ assert }) => {
    const { series, left } = strongestAndRest(TEN)

    assert.lengthOf(series, 8)
    assert.equal(series[7].label, '3 others')
    assert.deepEqual(
      series[7].points.map(({ value }) => value),
      [0 + 1 + 2, null]
    )
    assert.equal(left, 0)
  })

  test('that are few are all drawn', ({ assert }) => {
    assert.lengthOf(strongestAndRest(TEN.slice(0, 8)).series, 8)
  })
})
