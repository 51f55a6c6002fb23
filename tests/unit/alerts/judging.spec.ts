import { test } from '@japa/runner'
import { CUT_OFFS, judge, type JudgedSeries } from '#alerts/judging/judge'
import { seasonalExpectation } from '#alerts/judging/baseline'
import { episodesOf } from '#alerts/judging/episodes'
import type { MetricJudgement, Watch } from '#alerts/types'
import { shareBy } from '#shared/pacing'
import { addDays } from '#shared/time_zones'

const EVERY_DAY: Watch = { every: 'day', persistence: 1, weekdays: [] }

function series(entries: Record<string, number>): JudgedSeries {
  return { every: 'day', isCount: true, values: new Map(Object.entries(entries)) }
}

function found(
  { watch, ...rule }: MetricJudgement & { watch?: Partial<Watch> },
  day: string,
  entries: Record<string, number>
) {
  return judge(day, { ...rule, watch: { ...EVERY_DAY, ...watch } }, series(entries))
}

/** Weeks of a business that sells half as much on weekends and grows slowly. */
function weeks(days: number, change: Record<string, number> = {}) {
  return Object.fromEntries(
    Array.from({ length: days }, (_, place) => {
      const day = addDays('2026-01-05', place)
      const season = place % 7 > 4 ? 50 : 100
      const value = season * (1 + place / 1_000) + ((place * 7) % 5)
      return [day, value * (change[day] ?? 1)]
    })
  )
}

test.group('Judging a day', () => {
  const above: MetricJudgement = {
    kind: 'threshold',
    condition: { direction: 'above', value: 100 },
  }

  test('a limit is breached beyond it, not at it, and an unknown day is neither', ({ assert }) => {
    assert.equal(found(above, '2026-05-01', { '2026-05-01': 100 }), 'fine')
    assert.equal(found(above, '2026-05-01', {}), 'unknown')
    assert.deepEqual(found(above, '2026-05-01', { '2026-05-01': 101 }), {
      day: '2026-05-01',
      value: 101,
      expected: 100,
      direction: 'above',
    })
  })

  test('a breach that has to last waits for the days before it, and only chosen weekdays fire', ({
    assert,
  }) => {
    const two = { '2026-05-01': 120, '2026-05-02': 130, '2026-05-04': 140 }

    assert.equal(found({ ...above, watch: { persistence: 2 } }, '2026-05-01', two), 'fine')
    assert.isObject(found({ ...above, watch: { persistence: 2 } }, '2026-05-02', two))
    assert.equal(found({ ...above, watch: { persistence: 2 } }, '2026-05-04', two), 'fine')
    assert.equal(
      found({ ...above, watch: { weekdays: [1, 2, 3, 4, 5] } }, '2026-05-02', two),
      'fine'
    )
  })

  test('a change is measured beside the same weekday of the week before', ({ assert }) => {
    const rule: MetricJudgement = {
      kind: 'change',
      condition: { direction: 'down', percent: 30, against: 'week_before' },
    }

    assert.equal(found(rule, '2026-05-08', { '2026-05-01': 100, '2026-05-08': 71 }), 'fine')
    assert.isObject(found(rule, '2026-05-08', { '2026-05-01': 100, '2026-05-08': 69 }))
    assert.equal(found(rule, '2026-05-08', { '2026-05-01': 100, '2026-05-08': 190 }), 'fine')
    assert.equal(found(rule, '2026-05-08', { '2026-05-08': 190 }), 'unknown')
  })

  test('a budget is paced from the first day of its period, and unknown where a day is missing', ({
    assert,
  }) => {
    const rule: MetricJudgement = {
      kind: 'budget',
      condition: {
        ...{ direction: 'over', amount: 3_000, period: 'month', pace: 'linear' },
        tolerancePercent: 5,
      },
    }
    const spent = (each: number) =>
      Object.fromEntries([1, 2, 3].map((day) => [`2026-06-0${day}`, each]))

    assert.equal(found(rule, '2026-06-03', spent(149)), 'fine')
    assert.deepEqual(found(rule, '2026-06-03', spent(151)), {
      day: '2026-06-03',
      value: 453,
      expected: 300,
      direction: 'above',
    })
    assert.equal(found(rule, '2026-06-03', { '2026-06-03': 900 }), 'unknown')
  })

  test('no data is a day without a number as much as one of nothing', ({ assert }) => {
    const rule: MetricJudgement = { kind: 'no_data', condition: { afterDays: 2 } }

    assert.equal(found(rule, '2026-05-03', { '2026-05-02': 4, '2026-05-03': 0 }), 'fine')
    assert.isObject(found(rule, '2026-05-04', { '2026-05-02': 4, '2026-05-03': 0 }))
  })
})

test.group('Baseline', () => {
  test('a weekend is no anomaly, and a weekday like a weekend is', ({ assert }) => {
    const day = addDays('2026-01-05', 77)
    const weekend = addDays('2026-01-05', 75)
    const calm = { values: new Map(Object.entries(weeks(90))), isCount: true }
    const broken = { values: new Map(Object.entries(weeks(90, { [day]: 0.5 }))), isCount: true }

    assert.isBelow(Math.abs(seasonalExpectation(weekend, calm)!.score), CUT_OFFS.high)
    assert.isBelow(Math.abs(seasonalExpectation(day, calm)!.score), CUT_OFFS.high)
    assert.isBelow(seasonalExpectation(day, broken)!.score, -CUT_OFFS.medium)
    assert.approximately(seasonalExpectation(day, broken)!.expected, 107, 5)
  })

  test('an outlier in the window does not hide the next one', ({ assert }) => {
    const [first, second] = [addDays('2026-01-05', 70), addDays('2026-01-05', 77)]
    const values = new Map(Object.entries(weeks(90, { [first]: 5, [second]: 5 })))

    assert.isAbove(seasonalExpectation(second, { values, isCount: true })!.score, CUT_OFFS.low)
  })

  test('a sale that ran a year before as well is a season', ({ assert }) => {
    const [then, now] = [addDays('2026-01-05', 120), addDays('2026-01-05', 485)]
    const once = new Map(Object.entries(weeks(500, { [now]: 1.8 })))
    const twice = new Map(Object.entries(weeks(500, { [then]: 1.8, [now]: 1.8 })))

    assert.isAbove(seasonalExpectation(now, { values: once, isCount: true })!.score, CUT_OFFS.low)
    assert.isBelow(seasonalExpectation(now, { values: twice, isCount: true })!.score, CUT_OFFS.high)
  })

  test('four weeks have to be known', ({ assert }) => {
    const values = new Map(Object.entries(weeks(27)))

    assert.isNull(seasonalExpectation(addDays('2026-01-05', 26), { values, isCount: true }))
  })
})

test.group('Pacing', () => {
  test('{pace} knows how much of May 2026 is done on the 10th')
    .with([
      { pace: 'linear' as const, share: 10 / 31 },
      { pace: 'working_days' as const, share: 6 / 21 },
      // Weekends weigh twice: of ten days four, of 31 days ten.
      { pace: 'seasonal' as const, share: 14 / 41 },
    ])
    .run(({ assert }, { pace, share }) => {
      const history = Array.from({ length: 70 }, (_, back) => addDays('2026-02-20', back)).map(
        (day) => [day, [0, 6].includes(new Date(day).getUTCDay()) ? 2 : 1] as const
      )

      assert.approximately(shareBy('2026-05-10', { pace, period: 'month' }, history), share, 1e-9)
    })

  test('breaches with up to three calm days between them are one incident', ({ assert }) => {
    const breaches = ['2026-05-01', '2026-05-04', '2026-05-08'].map((day) => ({
      ...{ day, value: 1, expected: 2 },
      direction: 'below' as const,
    }))

    assert.deepEqual(
      episodesOf(breaches, 3).map(({ first, last }) => [first, last]),
      [
        ['2026-05-01', '2026-05-04'],
        ['2026-05-08', '2026-05-08'],
      ]
    )
  })
})
