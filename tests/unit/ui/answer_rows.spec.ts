import { test } from '@japa/runner'
import type { MetricResult, MetricSeries } from '#metrics/types'
import { answerRows, NAMES, sortRows } from '../../../resources/features/metrics/answer_rows.js'
import { comparisonSeries, totalBars } from '../../../resources/features/metrics/chart_series.js'
import {
  exceptionOf,
  pageFreshness,
  shareText,
} from '../../../resources/features/metrics/freshness.js'
import { withValueLabels } from '../../../resources/features/metrics/value_labels.js'
import {
  changeOf,
  type Catalogue,
  type Dimension,
} from '../../../resources/features/metrics/answers.js'

const SPEND = { id: 'spend', label: 'Spend', kind: 'additive', unit: 'number' } as Catalogue
const spend = (value: number) => ({
  spend: { status: 'available' as const, value, unit: 'number' as const },
})

function series(campaign: string, values: number[]): MetricSeries {
  return {
    breakdown: { campaign },
    rest: null,
    keys: { campaign },
    points: values.map((value, day) => ({ at: `2026-05-0${day + 1}`, values: spend(value) })),
    totals: spend(values.reduce((sum, value) => sum + value)),
    changes: null,
  }
}

function answer(own: MetricSeries[], earlier: MetricSeries[] | null, grain = 'day'): MetricResult {
  const range = { from: '2026-05-01', to: '2026-05-02' }
  return {
    range,
    grain,
    series: own,
    totals: {},
    comparison: earlier && {
      kind: 'previous_period',
      range,
      since: null,
      series: earlier,
      totals: {},
    },
    provenance: {},
  } as unknown as MetricResult
}

test.group('Rows of an answer', () => {
  const own = [series('Bread', [3, 4]), series('Arches', [1, 2])]

  test('of a breakdown over time are one per value and period', ({ assert }) => {
    const rows = answerRows(answer(own, null))

    assert.deepEqual(
      rows.map(({ label, period, values }) => [label, period, values.spend]),
      [
        ['Bread', 'May 1', spend(3).spend],
        ['Bread', 'May 2', spend(4).spend],
        ['Arches', 'May 1', spend(1).spend],
        ['Arches', 'May 2', spend(2).spend],
      ]
    )
  })

  test('are sorted by their names too', ({ assert }) => {
    const rows = answerRows(answer(own, null, 'total'))
    const names = (isDescending: boolean) =>
      sortRows(rows, { by: NAMES, isDescending }).map(({ label }) => label)

    assert.deepEqual(
      [names(false), names(true)],
      [
        ['Arches', 'Bread'],
        ['Bread', 'Arches'],
      ]
    )
  })

  test('of months stay in the order of the calendar', ({ assert }) => {
    const months = ['11', '02', '05'].map((month) => ({
      ...series('x', [1]),
      breakdown: { month_of_year: month },
      keys: { month_of_year: month },
    }))
    const dimension = { id: 'month_of_year', group: 'time' } as Dimension

    const result = withValueLabels(answer(months, null, 'total'), [dimension])

    assert.deepEqual(
      answerRows(result).map(({ keys }) => keys?.month_of_year),
      ['02', '05', '11']
    )
  })
})

test.group('A comparison', () => {
  const own = [series('Bread', [3, 4]), series('New', [1, 2])]
  const earlier = [series('Bread', [2, 2])]

  test('is drawn beside the bars of a breakdown, with a gap where there was none', ({ assert }) => {
    const whole = { spend: { state: 'whole' as const, earlier: spend(4).spend } }
    const bars = [{ ...own[0], changes: whole as unknown as MetricSeries['changes'] }, own[1]]

    const [, compared] = totalBars(answer(bars, earlier, 'total'), SPEND)

    assert.deepEqual(
      compared.points.map(({ value }) => value),
      [4, null]
    )
  })

  test('is drawn behind the lines of a breakdown, in their tones', ({ assert }) => {
    const lines = own.map(({ keys, breakdown }) => ({
      key: JSON.stringify(keys),
      label: breakdown.campaign!,
      points: [],
    }))

    const drawn = comparisonSeries(answer(own, earlier), [SPEND], lines)

    assert.deepEqual(
      drawn.map(({ label, tone, isComparison }) => [label, tone, isComparison]),
      [['Bread, previous period', 0, true]]
    )
  })
})

test.group('The freshness of a page', () => {
  const known = (completeUntil: string, reconciled: number | null) =>
    ({
      provenance: {
        spend: {
          freshAt: '2026-05-03T00:00:00Z',
          completeUntil,
          reconciled,
          compared: reconciled === null ? null : 100,
          streams: [],
        },
      },
    }) as unknown as MetricResult

  test('is said once, and on a number only where it is worse', ({ assert }) => {
    const [usual, same, late, off] = [
      known('2026-05-02', 100),
      known('2026-05-02', null),
      known('2026-04-30', 100),
      known('2026-05-02', 93.2),
    ]
    const page = [usual, same, late, off]

    assert.equal(pageFreshness(page).completeUntil, '2026-05-02')
    assert.deepEqual(
      page.map((result) => exceptionOf(result, page)),
      [{}, {}, { completeUntil: '2026-04-30' }, { reconciled: 93.2 }]
    )
  })

  test('is not said of what was never compared: {compared}')
    .with([
      { compared: 0, says: 'for some of these numbers, the others were not compared' },
      { compared: 6.94, says: 'of the 6.9% that was compared' },
      { compared: 93.4, says: 'of the 93% that was compared' },
      { compared: 99.7, says: null },
      { compared: null, says: null },
    ])
    .run(({ assert }, { compared, says }) => assert.equal(shareText(compared), says))
})

test.group('A change', () => {
  const changeTo = (total: MetricResult['totals'][string], state: 'whole' | 'in_progress') =>
    changeOf(
      { totals: { spend: total }, comparison: { changes: { spend: { state } } } } as never,
      'spend'
    )?.state

  test('is said of a number that is there, and of one that is still to come', ({ assert }) => {
    const missing = { status: 'unavailable', reason: 'no_source', message: '' } as const

    assert.equal(changeTo(spend(1).spend, 'whole'), 'whole')
    assert.isUndefined(changeTo(missing, 'whole'))
    assert.equal(changeTo(missing, 'in_progress'), 'in_progress')
  })
})
