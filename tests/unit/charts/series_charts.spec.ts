import { test } from '@japa/runner'
import { barConfiguration, barHeight } from '../../../resources/charts/bar_configuration.js'
import { lineConfiguration } from '../../../resources/charts/line_configuration.js'
import { placeOfMoment } from '../../../resources/charts/use_shared_place.js'
import { topPlaces } from '../../../resources/charts/strongest.js'
import { hoverText } from '../../../resources/charts/tooltips.js'
import type { ChartSeries } from '../../../resources/charts/chart_model.js'

const brush = {
  ink: (variable: string) => `var(${variable})`,
  hatched: (color: string) => `hatched ${color}`,
}
const format = (value: number) => `€${value}`
const series = (label: string, ...values: (number | null)[]): ChartSeries => ({
  label,
  points: values.map((value, place) => ({ label: `day ${place}`, value })),
})
const drawn = (...all: ChartSeries[]) => ({ caption: 'Spend', series: all, format })
const lateDay = series('Spend', 4, 5)
lateDay.points[1].isIncomplete = true

test.group('A line chart', () => {
  test('keeps a gap as a gap, and bridges it with dashes', ({ assert }) => {
    const { data } = lineConfiguration(drawn(series('Spend', 4, null, 6)), brush)
    const [line] = data.datasets
    const dash = (line.segment as { borderDash: (at: object) => number[] | undefined }).borderDash

    assert.deepEqual(line.data, [4, null, 6])
    assert.deepEqual(
      dash({ p0: { skip: false }, p1: { skip: true }, p0DataIndex: 0, p1DataIndex: 1 }),
      [5, 4]
    )
    assert.isUndefined(
      dash({ p0: { skip: false }, p1: { skip: false }, p0DataIndex: 0, p1DataIndex: 2 })
    )
  })

  test('shows a lone point as a mark', ({ assert }) => {
    const { data } = lineConfiguration(drawn(series('Spend', 4)), brush)

    assert.equal(data.datasets[0].pointRadius, 5)
  })

  test('gives three comparisons dashes of their own', ({ assert }) => {
    const compared = [0, 1, 2].map((rank) => ({
      ...series(`Earlier ${rank}`, 1, 2),
      isComparison: true,
      rank,
    }))
    const { data } = lineConfiguration(drawn(series('Spend', 4, 5), ...compared), brush)
    const dashes = data.datasets.slice(1).map(({ borderDash }) => JSON.stringify(borderDash))

    assert.lengthOf(new Set(dashes), 3)
  })

  test('fills the span of a forecast between its two edges', ({ assert }) => {
    const forecast = series('Revenue', 4, 5)
    forecast.points[1] = { ...forecast.points[1], isForecast: true, low: 3, high: 8 }
    const { data } = lineConfiguration(drawn(forecast), brush)

    assert.deepEqual(
      data.datasets.map(({ data: values, fill }) => ({ values, fill })),
      [
        { values: [4, 5], fill: false },
        { values: [null, 3], fill: false },
        { values: [null, 8], fill: '-1' },
      ]
    )
  })

  test('stacks areas on each other, the first one on the axis', ({ assert }) => {
    const props = { ...drawn(series('Search', 1, 2), series('Social', 3, 4)), isStacked: true }
    const { data, options } = lineConfiguration(props, brush)

    assert.deepEqual(
      data.datasets.map(({ fill }) => fill),
      ['origin', '-1']
    )
    assert.deepInclude(options!.scales!.y, { stacked: true })
  })

  test('draws targets across and what happened along the axis', ({ assert }) => {
    const { options } = lineConfiguration(
      {
        ...drawn(series('Spend', 4, 5, 6)),
        levels: [{ label: 'Target', value: 5 }],
        marks: [
          { from: 1, to: 1, label: 'A', text: 'started' },
          { from: 1, to: 2, label: 'B', text: 'sale' },
        ],
      },
      brush
    )
    const { annotation } = options!.plugins as { annotation?: { annotations: object[] } }
    const annotations = annotation!.annotations

    assert.deepInclude(annotations[0], { type: 'line', scaleID: 'y', value: 5 })
    assert.deepInclude(annotations[1], { type: 'line', scaleID: 'x', value: 1 })
    assert.deepInclude(annotations[2], { type: 'box', xMin: 0.5, xMax: 2.5 })
  })
})

test.group('A bar chart', () => {
  test('hatches what is not complete', ({ assert }) => {
    const { data } = barConfiguration(drawn(lateDay), brush)

    assert.deepEqual(data.datasets[0].backgroundColor, ['var(--chart-1)', 'hatched var(--chart-1)'])
  })

  test('that lies is as high as its names need', ({ assert }) => {
    const many = drawn(series('Spend', ...Array.from({ length: 30 }, (_, place) => place)))

    assert.equal(barHeight({ ...many, heightPixels: 240, isLying: true }), 930)
    assert.equal(barHeight({ ...many, heightPixels: 240 }), 240)
  })

  test('of ten thousand categories shows the largest, with those of the other series', ({
    assert,
  }) => {
    const values = Array.from({ length: 10_000 }, (_, place) => place - 5_000)
    const { series: shown, left } = topPlaces(
      [series('Spend', ...values), series('Earlier', ...values.map((value) => value * 2))],
      3
    )

    assert.equal(left, 9_997)
    assert.deepEqual(
      shown.map(({ points }) => points.map(({ value }) => value)),
      [
        [-5_000, -4_999, 4_999],
        [-10_000, -9_998, 9_998],
      ]
    )
  })
})

test.group('What a tooltip says', () => {
  test('names what is incomplete, and how far an earlier period is from now', ({ assert }) => {
    const earlier = { ...series('Spend, previous period', 5, 4), isComparison: true }
    const props = drawn(lateDay, earlier)

    assert.equal(hoverText(props, { series: 0, place: 1 }), 'Spend  €5 (incomplete)')
    assert.equal(
      hoverText(props, { series: 1, place: 1 }),
      'Spend, previous period (day 1)  €4, now +25%'
    )
  })
})

test.group('A day that another chart points at', () => {
  const DAYS = ['2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01']
  const WEEKS = ['2026-02-16', '2026-02-23']
  const MONTHS = ['2026-01-01', '2026-02-01']
  const HOURS = ['2026-02-28T22', '2026-02-28T23', '2026-03-01T00']

  test('is marked where it lies, and nowhere else: {axis.0} … has {at} at {place}')
    .with([
      { axis: DAYS, at: '2026-02-28', place: 2 },
      { axis: DAYS, at: '2026-02-25', place: null },
      { axis: DAYS, at: '2026-03-02', place: null },
      { axis: DAYS, at: '2026-02-27T13', place: 1 },
      { axis: WEEKS, at: '2026-02-22', place: 0 },
      { axis: WEEKS, at: '2026-03-01', place: 1 },
      { axis: WEEKS, at: '2026-03-02', place: null },
      { axis: MONTHS, at: '2026-01-31', place: 0 },
      { axis: MONTHS, at: '2026-02-28', place: 1 },
      { axis: MONTHS, at: '2026-03-01', place: null },
      { axis: HOURS, at: '2026-03-01', place: 2 },
      { axis: ['mobile', '2026-03-01'], at: '2026-03-01', place: null },
      { axis: [], at: '2026-03-01', place: null },
    ])
    .run(({ assert }, { axis, at, place }) => {
      assert.equal(placeOfMoment(axis, at), place)
    })
})
