import { test } from '@japa/runner'
import { DIMENSIONS } from '#metrics/catalogue/dimensions'
import {
  rawValues,
  valueLabel,
  withValueLabels,
} from '../../../resources/features/metrics/value_labels.js'
import type { Dimension } from '#metrics/catalogue/types'
import type { MetricResult } from '#metrics/types'

const KNOWN = DIMENSIONS.map((dimension): Dimension => ({ ...dimension, available: true }))
const of = (id: string) => KNOWN.find((dimension) => dimension.id === id)

const answer = (...values: (string | null)[]) =>
  ({
    series: values.map((device, place) => ({
      breakdown: { device },
      keys: { device: `${device}/${place}` },
    })),
  }) as unknown as MetricResult

const labelsOf = (result: MetricResult) =>
  withValueLabels(result, KNOWN).series.map(({ breakdown }) => breakdown.device)

test.group('Values of a breakdown', () => {
  test('are called as people call them, whichever way a vendor writes them', ({ assert }) => {
    assert.deepEqual(
      [
        valueLabel(of('device'), 'MOBILE'),
        valueLabel(of('channel'), 'paid_search'),
        valueLabel(of('country'), 'NL'),
        valueLabel(of('day_of_week'), '7'),
        valueLabel(of('device'), 'SMART_FRIDGE'),
      ],
      ['Mobile', 'Paid search', 'Netherlands', 'Sunday', 'Smart fridge']
    )
  })

  test('that a detailed report leaves out are named as missing', ({ assert }) => {
    const [without, unsaid] = answer(null, null).series
    const result = { series: [{ ...without, rest: 'It has no device.' }, unsaid] } as MetricResult

    assert.deepEqual(labelsOf(result), ['No device', null])
  })

  test('that no standard knows stay as they came', ({ assert }) => {
    assert.equal(valueLabel(of('campaign'), 'SPRING_SALE'), 'SPRING_SALE')
    assert.equal(valueLabel(of('country'), 'somewhere'), 'somewhere')
    assert.equal(valueLabel(of('channel'), 'Google Ads'), 'Google Ads')
  })

  test('are told apart by what the vendor wrote, or by their place', ({ assert }) => {
    assert.deepEqual(labelsOf(answer('mobile', 'MOBILE', null)), [
      'Mobile (mobile)',
      'Mobile (MOBILE)',
      null,
    ])
    assert.deepEqual(labelsOf(answer('Shop', 'Shop')), ['Shop', 'Shop (2)'])
  })

  test('are filtered by what vendors write', ({ assert }) => {
    assert.deepEqual(rawValues(of('device'), 'Mobile'), ['mobile', 'MOBILE', 'Mobile'])
    assert.deepEqual(rawValues(of('country'), 'netherlands'), ['NL', 'netherlands'])
    assert.deepEqual(rawValues(of('campaign'), 'Spring'), ['Spring'])
  })
})
