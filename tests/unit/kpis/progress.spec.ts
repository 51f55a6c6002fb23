import { test } from '@japa/runner'
import { progressOf, type Course } from '#kpis/goals/progress'
import { reallocationsIn } from '#kpis/goals/reallocations'
import type { SpreadRow } from '#kpis/types'
import { dayWeights, type KnownDay } from '#shared/day_weights'
import { addDays } from '#shared/time_zones'

/** April 2026 has thirty days, of which 22 are working days; the 10th is a Friday. */
const APRIL = { from: '2026-04-01', to: '2026-04-30' }

const course = (given: Partial<Course> = {}): Course => ({
  ...{ aim: 'at_least', growth: 'sum', period: APRIL, through: '2026-04-10', target: 3_000 },
  ...{ weights: dayWeights('linear', []), value: 900, start: 0 },
  recent: { span: { from: '2026-03-14', to: '2026-04-10' }, amount: 28 * 90 },
  ...given,
})

const plain = (given: Partial<Course> = {}) => {
  const { status, expected, projected, daysLeft, neededPerDay, recentPerDay } = progressOf(
    course(given)
  )
  const round = (value: number | null) => value && Math.round(value * 100) / 100
  return [
    status,
    ...[round(expected), round(projected), daysLeft],
    ...[round(neededPerDay), round(recentPerDay)],
  ]
}

const days = (count: number, last: string, valueOf: (day: string) => number): KnownDay[] =>
  Array.from({ length: count }, (_, back) => addDays(last, back + 1 - count)).map((day) => [
    day,
    valueOf(day),
  ])

test.group('Progress of a goal', () => {
  test('linear: a third of the days should have brought a third', ({ assert }) => {
    assert.deepEqual(plain(), ['behind', 1_000, 2_700, 20, 105, 90])
    assert.deepEqual(plain({ value: 1_300 }), ['on_track', 1_000, 3_100, 20, 85, 90])
    assert.deepEqual(plain({ value: 3_000 }), ['reached', 1_000, 4_800, 20, null, 90])
  })

  test('working days: weekends bring nothing, and nothing is asked of them', ({ assert }) => {
    const weights = dayWeights('working_days', [])

    // 8 of 22 working days are over; 20 of the last 28 days were some, so each brought 126.
    assert.deepEqual(plain({ weights }), ['behind', 1_090.91, 2_664, 14, 150, 126])
  })

  test('a budget says early that it will be too much or left', ({ assert }) => {
    const budget = { aim: 'at_most' as const }

    assert.deepEqual(plain({ ...budget, target: 2_600 }), [
      'will_exceed',
      866.67,
      2_700,
      20,
      85,
      90,
    ])
    assert.deepEqual(plain({ ...budget, target: 3_500 }).slice(0, 1), ['underspent'])
    assert.deepEqual(plain({ ...budget, target: 2_700 }).slice(0, 1), ['on_track'])
    assert.deepEqual(plain({ ...budget, target: 800 }).slice(0, 1), ['exceeded'])
    const over = { ...budget, through: APRIL.to, value: 2_900 }
    assert.deepEqual(plain(over), ['kept', 3_000, 2_900, 0, null, 90])
  })

  test('a state is paced from where the period began, and a ratio not at all', ({ assert }) => {
    const state = { growth: 'state' as const, start: 600, value: 900, recent: null }
    const grown = { span: { from: '2026-03-14', to: '2026-04-10' }, amount: 280 }

    assert.deepEqual(plain({ ...state, target: 1_200 }), ['on_track', 800, null, 20, 15, null])
    assert.deepEqual(plain({ ...state, target: 1_200, recent: grown }).slice(2, 3), [1_100])
    const level = { growth: 'level' as const, value: 3.5, target: 4, recent: null }
    assert.deepEqual(plain(level), ['behind', null, 3.5, 20, null, null])
    assert.deepEqual(plain({ ...level, aim: 'at_most' }).slice(0, 1), ['on_track'])
  })

  test('nothing is known before the first complete day', ({ assert }) => {
    const begun = { through: null, value: null, recent: null }
    assert.deepEqual(plain(begun), ['waiting', null, null, 30, null, null])
  })

  test('seasonal: own weekdays and months weigh; too little history is said and paced linearly', ({
    assert,
  }) => {
    const isSunday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() === 0
    const byWeek = dayWeights(
      'seasonal',
      days(70, '2026-03-31', (day) => (isSunday(day) ? 30 : 5))
    )
    const byMonth = dayWeights(
      'seasonal',
      days(730, '2026-03-31', (day) => (day.slice(5, 7) === '12' ? 20 : 10))
    )
    const short = dayWeights(
      'seasonal',
      days(20, '2026-03-31', () => 5)
    )

    assert.closeTo(byWeek.of('2026-04-05') / byWeek.of('2026-04-06'), 6, 1e-9)
    assert.closeTo(byMonth.of('2026-12-07') / byMonth.of('2026-11-02'), 2, 0.05)
    assert.deepEqual([short.of('2026-04-05'), short.of('2026-04-06')], [1, 1])
    assert.match(short.note!, /needs 56 days of history, and there are 20/)
    assert.isNull(byWeek.note)
  })

  test('money moves from what will be left to what runs out, never to what brings less', ({
    assert,
  }) => {
    const row = (
      subject: string,
      ...[target, projected, outcome]: [number, number, number | null]
    ) => ({ subject, target, projected, outcome }) as SpreadRow
    const rows = [
      row('Search', 1_000, 1_300, 6),
      row('Video', 1_000, 700, 2),
      row('Display', 500, 400, 8),
      row('Shopping', 800, 900, 3),
      row('Steady', 800, 810, 9),
      row('Untold', 500, 300, null),
    ]

    assert.deepEqual(reallocationsIn(rows, 'up'), [{ from: 'Video', to: 'Search', amount: 300 }])
    // Of a cost less is better: only the cheaper ones receive.
    assert.deepEqual(reallocationsIn(rows, 'down'), [
      { from: 'Display', to: 'Shopping', amount: 100 },
    ])
    assert.deepEqual(reallocationsIn([row('A', 100, 150, null)], 'none'), [])
  })
})
