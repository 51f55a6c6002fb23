import { test } from '@japa/runner'
import { shadesOf } from '../../../resources/charts/cell_shades.js'
import { countryCode, countryShapes } from '../../../resources/charts/country_shapes.js'
import { drawnSteps } from '../../../resources/charts/funnel_steps.js'
import { slicesOf } from '../../../resources/charts/pie_configuration.js'
import { scatterConfiguration } from '../../../resources/charts/scatter_configuration.js'
import { targetScale } from '../../../resources/charts/target_scale.js'

const points = (...values: (number | null)[]) =>
  values.map((value, place) => ({ label: `c${place}`, value }))
const brush = { ink: (variable: string) => variable, hatched: (color: string) => color }
const measure = (label: string) => ({ label, format: String })

test.group('Slices of a pie', () => {
  test('are the largest parts, and the rest as one', ({ assert }) => {
    const slices = slicesOf(points(...Array.from({ length: 20 }, (_, place) => place)))!

    assert.lengthOf(slices, 8)
    assert.deepEqual([slices[0].label, slices[0].value], ['c19', 19])
    assert.deepEqual([slices[7].label, slices[7].value], ['12 others', 78])
    assert.closeTo(
      slices.reduce((sum, { percent }) => sum + percent, 0),
      100,
      1e-9
    )
  })

  test('do not exist where values are negative or all nothing', ({ assert }) => {
    assert.isNull(slicesOf(points(4, -1)))
    assert.isNull(slicesOf(points(0, null)))
  })
})

test.group('Points of a scatter chart', () => {
  test('have an area that stands for the third metric', ({ assert }) => {
    const { data } = scatterConfiguration(
      {
        caption: '',
        points: [
          { label: 'a', x: 1, y: 2, size: 100 },
          { label: 'b', x: 3, y: 4, size: 25 },
          { label: 'c', x: 5, y: 6, size: null },
        ],
        x: measure('Spend'),
        y: measure('Clicks'),
        size: measure('Orders'),
      },
      brush
    )

    assert.deepEqual(
      data.datasets[0].data.map(({ r }) => r),
      [22, 13, 4]
    )
  })
})

test.group('Shades of cells', () => {
  test('go from the lowest to the highest, and a gap has none', ({ assert }) => {
    const shades = shadesOf([{ label: 'Monday', values: [2, null, 10] }])

    assert.deepInclude(shades, { low: 2, high: 10, isTwoSided: false })
    assert.include(shades.of(2), '--chart-1) 6.0%')
    assert.include(shades.of(10), '--chart-1) 100.0%')
    assert.isUndefined(shades.of(null))
  })

  test('below zero have a colour of their own', ({ assert }) => {
    const shades = shadesOf([{ label: 'Monday', values: [-5, 10] }])

    assert.include(shades.of(-5), '--chart-2')
    assert.include(shades.of(10), '--chart-1')
  })
})

test.group('Steps of a funnel', () => {
  test('tell their share of the first and of the one before', ({ assert }) => {
    const steps = drawnSteps([
      { label: 'Sessions', value: 200 },
      { label: 'Carts', value: 50 },
      { label: 'Unknown', value: null },
      { label: 'Orders', value: 10 },
    ])

    assert.deepEqual(
      steps.map(({ ofFirst, ofPrevious }) => [ofFirst, ofPrevious]),
      [
        [100, null],
        [25, 25],
        [null, null],
        [5, null],
      ]
    )
  })
})

test.group('A scale with a target', () => {
  test('holds the value, the target and zero, and ends at a round number', ({ assert }) => {
    assert.deepInclude(targetScale(7_240, 10_000), { low: 0, high: 10_000 })
    assert.deepInclude(targetScale(12_900, 10_000), { low: 0, high: 15_000 })
    assert.deepInclude(targetScale(-900, 1_200), { low: -1_000, high: 1_500 })
    assert.equal(targetScale(7_240, 10_000).share(2_500), 0.25)
    assert.isTrue(Object.is(targetScale(null, null).low, 0))
  })
})

test.group('Countries of the map', () => {
  test('are found by code of two or three letters, by number and by name', ({ assert }) => {
    assert.deepEqual(['nl', 'NLD', '528', 'Netherlands', 'XK', 'Narnia'].map(countryCode), [
      'NL',
      'NL',
      'NL',
      'NL',
      'XK',
      null,
    ])
  })

  test('have an outline for every large country', ({ assert }) => {
    const codes = countryShapes().map(({ code }) => code)

    assert.includeMembers(codes, ['NL', 'DE', 'US', 'BR', 'IN', 'XK'])
    assert.notInclude(codes, 'AQ')
    assert.isTrue(countryShapes().every(({ path }) => path.startsWith('M')))
  })
})
