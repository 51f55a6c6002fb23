import { test } from '@japa/runner'
import type { MetricResult, MetricSeries } from '#metrics/types'
import type { Asked } from '../../../resources/features/metrics/answer_asked.js'
import { pickOf } from '../../../resources/features/metrics/answer_asked.js'
import {
  bulletProps,
  funnelProps,
  mapProps,
  scatterProps,
} from '../../../resources/features/metrics/answer_figures.js'
import {
  cohortProps,
  crossedBars,
  heatMapProps,
} from '../../../resources/features/metrics/answer_grids.js'
import { marksOf, seriesProps } from '../../../resources/features/metrics/answer_lines.js'

const euros = (value: number | null) =>
  value === null
    ? ({ status: 'unavailable', reason: 'no_rows', message: '' } as const)
    : ({ status: 'available', value, unit: 'currency', currency: 'EUR' } as const)

const metric = (id: string) => ({
  id,
  label: id,
  kind: 'additive' as const,
  unit: 'currency' as const,
  direction: 'up' as const,
  decimals: 2,
  help: '',
  formula: id,
})

function row(keys: Record<string, string>, ...values: (number | null)[]): MetricSeries {
  const [spend, orders = null] = values
  return {
    breakdown: keys,
    keys,
    rest: null,
    points: [],
    totals: { spend: euros(spend), orders: euros(orders) },
    changes: null,
  }
}

function asked(series: MetricSeries[], given: Partial<MetricResult> = {}): Asked {
  return {
    caption: 'Spend',
    display: {},
    dimensions: [
      { id: 'country', label: 'Country', group: 'breakdown', codes: 'region' },
      { id: 'hour', label: 'Hour', group: 'time' },
    ] as unknown as Asked['dimensions'],
    metrics: [metric('spend'), metric('orders')],
    result: {
      range: { from: '2026-03-01', to: '2026-03-03' },
      grain: 'total',
      timeZone: 'UTC',
      currency: 'EUR',
      asOf: null,
      series,
      totals: { spend: euros(90), orders: euros(12) },
      comparison: null,
      truncated: null,
      provenance: {},
      ...given,
    },
  }
}

const DAYS = ['2026-03-01', '2026-03-02', '2026-03-03']
const daily = (...values: (number | null)[]): MetricSeries => ({
  ...row({}, 90),
  points: DAYS.map((at, place) => ({ at, values: { spend: euros(values[place]) } })),
})
const earlier = (kind: 'previous_period' | 'previous_year', ...values: number[]) => ({
  kind,
  range: { from: '2026-02-26', to: '2026-02-28' },
  since: null,
  series: [daily(...values)],
  totals: {},
  changes: {},
})

test.group('An answer as lines', () => {
  test('is drawn beside every period it is compared with, and beside its target', ({ assert }) => {
    const question = asked([daily(1, 2, null)], {
      grain: 'day',
      comparison: earlier('previous_period', 3, 4, 5),
      moreComparisons: [earlier('previous_year', 6, 7, 8)],
    })
    const { series, levels } = seriesProps({
      ...question,
      metrics: [metric('spend')],
      display: { targets: { spend: 4 } },
    })

    assert.deepEqual(
      series.map(({ label, of, rank, points }) => [
        label,
        of,
        rank,
        points.map(({ value }) => value),
      ]),
      [
        ['spend', undefined, undefined, [1, 2, null]],
        ['spend, previous period', 0, 0, [3, 4, 5]],
        ['spend, previous year', 0, 1, [6, 7, 8]],
      ]
    )
    assert.deepEqual(levels, [{ label: 'Target', value: 4 }])
  })

  test('marks what happened at its place, and leaves out other days', ({ assert }) => {
    const [line] = seriesProps(asked([daily(1, 2, 3)], { grain: 'day' })).series
    const marks = marksOf(
      [
        { from: '2026-02-01', to: '2026-02-02', text: 'before' },
        { from: '2026-02-27', to: '2026-03-01', text: 'across the start' },
        { from: '2026-03-02', to: '2026-03-03', text: 'sale' },
        { from: '2026-04-01', to: '2026-04-01', text: 'after' },
      ],
      [line]
    )

    assert.deepEqual(marks, [
      { from: 0, to: 0, label: 'A', text: 'across the start' },
      { from: 1, to: 2, label: 'B', text: 'sale' },
    ])
  })

  test('gives back what a person picked', ({ assert }) => {
    assert.deepEqual(pickOf('spend', '2026-03-02'), { keys: null, at: '2026-03-02' })
    assert.deepEqual(pickOf('{"country":"NL"}', '2026-03-02'), {
      keys: { country: 'NL' },
      at: '2026-03-02',
    })
    assert.deepEqual(pickOf(undefined, '{"country":null}'), { keys: { country: null }, at: null })
    assert.isNull(pickOf('spend', undefined))
  })
})

test.group('An answer of two breakdowns', () => {
  const crossed = asked([
    row({ country: 'NL', hour: '10' }, 40),
    row({ country: 'NL', hour: '9' }, 80),
    row({ country: 'DE', hour: '9' }, 20),
  ])

  test('is a heat map, in the order of the calendar, with gaps where no row is', ({ assert }) => {
    const { rowName, columns, rows } = heatMapProps(crossed)

    assert.deepEqual([rowName, columns], ['Country', ['9', '10']])
    assert.deepEqual(rows, [
      { label: 'NL', values: [80, 40] },
      { label: 'DE', values: [20, null] },
    ])
  })

  test('is a grid of cohorts as shares of their first column', ({ assert }) => {
    assert.deepEqual(
      cohortProps(crossed).rows.map(({ values }) => values),
      [
        [100, 50],
        [100, null],
      ]
    )
    assert.deepEqual(
      cohortProps({ ...crossed, display: { asShare: false } }).rows[0].values,
      [80, 40]
    )
  })

  test('is stacked bars, a part for each value of the second', ({ assert }) => {
    assert.deepEqual(
      crossedBars(crossed).map(({ label, points }) => [label, points.map(({ value }) => value)]),
      [
        ['9', [80, 20]],
        ['10', [40, null]],
      ]
    )
  })
})

test.group('An answer of one breakdown', () => {
  const countries = asked([row({ country: 'NL' }, 60, 8), row({ country: 'DE' }, 30, null)])

  test('is a scatter of its metrics, and says how many are left out', ({ assert }) => {
    const { points, note } = scatterProps(countries)

    assert.deepEqual(
      points.map(({ label, x, y }) => [label, x, y]),
      [['NL', 60, 8]]
    )
    assert.equal(note, '1 without both values are not shown.')
  })

  test('is a map by the codes of its countries', ({ assert }) => {
    assert.deepEqual(
      mapProps(countries).places.map(({ code, value }) => [code, value]),
      [
        ['NL', 60],
        ['DE', 30],
      ]
    )
  })
})

test.group('Totals of several metrics', () => {
  test('are the steps of a funnel, in their order', ({ assert }) => {
    assert.deepEqual(funnelProps(asked([daily(1, 2, 3)])).steps, [
      { label: 'spend', value: 90 },
      { label: 'orders', value: 12 },
    ])
  })

  test('are bullets, each beside its own target', ({ assert }) => {
    const question = { ...asked([daily(1, 2, 3)]), display: { targets: { orders: 20 } } }

    assert.deepEqual(
      bulletProps(question).bullets.map(({ label, value, target }) => [label, value, target]),
      [
        ['spend', 90, null],
        ['orders', 12, 20],
      ]
    )
  })
})
