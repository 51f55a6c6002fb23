import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { bucketsOf, comparisonRange, resolveRange } from '#metrics/planning/ranges'
import type { Comparison, MetricQuery, RangePreset } from '#metrics/types'

function resolve(preset: RangePreset, at: string, timeZone = 'Europe/Amsterdam') {
  const { from, to } = resolveRange(
    { preset },
    { now: DateTime.fromISO(at), timeZone, earliest: '2025-02-03' }
  )
  return `${from} … ${to}`
}

function compared(
  range: { from: string; to: string },
  kind: Comparison,
  asked: MetricQuery['range'] = range
) {
  const before = comparisonRange(range, kind, { range: asked })
  return before && `${before.from} … ${before.to}`
}

test.group('Presets', () => {
  const CASES: [RangePreset, string][] = [
    ['today', '2026-06-10 … 2026-06-10'],
    ['yesterday', '2026-06-09 … 2026-06-09'],
    ['last_7_days', '2026-06-03 … 2026-06-09'],
    ['last_14_days', '2026-05-27 … 2026-06-09'],
    ['last_28_days', '2026-05-13 … 2026-06-09'],
    ['last_30_days', '2026-05-11 … 2026-06-09'],
    ['last_90_days', '2026-03-12 … 2026-06-09'],
    ['this_week', '2026-06-08 … 2026-06-10'],
    ['last_week', '2026-06-01 … 2026-06-07'],
    ['this_month', '2026-06-01 … 2026-06-10'],
    ['last_month', '2026-05-01 … 2026-05-31'],
    ['this_quarter', '2026-04-01 … 2026-06-10'],
    ['last_quarter', '2026-01-01 … 2026-03-31'],
    ['this_year', '2026-01-01 … 2026-06-10'],
    ['last_year', '2025-01-01 … 2025-12-31'],
    ['last_12_months', '2025-06-10 … 2026-06-09'],
    ['all_time', '2025-02-03 … 2026-06-10'],
  ]

  test('{0} seen on a Wednesday in June')
    .with(CASES)
    .run(({ assert }, [preset, days]) => {
      assert.equal(resolve(preset, '2026-06-10T12:00:00Z'), days)
    })

  test('today is the day in the question’s time zone', ({ assert }) => {
    assert.equal(
      resolve('today', '2026-06-10T23:30:00Z', 'Europe/Amsterdam'),
      '2026-06-11 … 2026-06-11'
    )
    assert.equal(
      resolve('today', '2026-06-10T02:00:00Z', 'America/New_York'),
      '2026-06-09 … 2026-06-09'
    )
  })

  test('days of 23 and 25 hours count as days', ({ assert }) => {
    assert.equal(resolve('yesterday', '2026-03-29T22:30:00Z'), '2026-03-29 … 2026-03-29')
    assert.equal(resolve('last_7_days', '2026-10-25T23:30:00Z'), '2026-10-19 … 2026-10-25')
  })

  test('the last month of 31 March is the whole of February', ({ assert }) => {
    assert.equal(resolve('last_month', '2028-03-31T12:00:00Z'), '2028-02-01 … 2028-02-29')
  })

  test('the last week of early January lies in the old year', ({ assert }) => {
    assert.equal(resolve('last_week', '2027-01-02T12:00:00Z'), '2026-12-21 … 2026-12-27')
  })
})

test.group('Ranges', () => {
  test('a day that is not in the calendar is refused', ({ assert }) => {
    const range = { from: '2026-02-29', to: '2026-03-01' }
    const clock = { now: DateTime.utc(), timeZone: 'UTC', earliest: null }

    assert.throws(() => resolveRange(range, clock), /"2026-02-29" is not a day of the calendar/)
    const early = { from: '0000-01-01', to: '0000-01-31' }
    assert.throws(() => resolveRange(early, clock), /"0000-01-01" is not a day of the calendar/)
  })

  test('a range that ends before it begins is refused', ({ assert }) => {
    const range = { from: '2026-03-02', to: '2026-03-01' }
    const clock = { now: DateTime.utc(), timeZone: 'UTC', earliest: null }

    assert.throws(() => resolveRange(range, clock), /before it begins/)
  })
})

test.group('A range without measure', () => {
  const clock = { now: DateTime.utc(2026, 11, 20), timeZone: 'UTC', earliest: '0001-01-01' }

  test('is refused before anything is computed for each of its days')
    .with([
      { from: '1000-01-01', to: '2026-11-20' },
      { from: '2026-11-20', to: '9999-12-31' },
      { preset: 'all_time' as const },
    ])
    .run(({ assert }, range) => {
      assert.throws(
        () => resolveRange(range, clock),
        /covers more than 250 years\. Choose a shorter period/
      )
    })

  test('of two centuries is a question', ({ assert }) => {
    const range = { from: '1800-01-01', to: '2026-11-20' }

    assert.deepEqual(resolveRange(range, clock), range)
  })
})

test.group('Comparison', () => {
  test('ten days are compared with the ten before', ({ assert }) => {
    assert.equal(
      compared({ from: '2026-03-05', to: '2026-03-14' }, 'previous_period'),
      '2026-02-23 … 2026-03-04'
    )
  })

  test('a whole month is compared with the whole month before', ({ assert }) => {
    assert.equal(
      compared({ from: '2026-03-01', to: '2026-03-31' }, 'previous_period'),
      '2026-02-01 … 2026-02-28'
    )
    assert.equal(
      compared({ from: '2026-03-01', to: '2026-04-30' }, 'previous_period'),
      '2026-01-01 … 2026-02-28'
    )
  })

  test('this month so far is compared with the same days of the month before', ({ assert }) => {
    const range = { from: '2026-06-01', to: '2026-06-10' }
    assert.equal(
      compared(range, 'previous_period', { preset: 'this_month' }),
      '2026-05-01 … 2026-05-10'
    )
  })

  test('31 days of this month meet a February that has 28', ({ assert }) => {
    const range = { from: '2026-03-01', to: '2026-03-30' }
    assert.equal(
      compared(range, 'previous_period', { preset: 'this_month' }),
      '2026-02-01 … 2026-02-28'
    )
  })

  test('a leap February is compared with the whole February before', ({ assert }) => {
    assert.equal(
      compared({ from: '2028-02-01', to: '2028-02-29' }, 'previous_year'),
      '2027-02-01 … 2027-02-28'
    )
    assert.equal(
      compared({ from: '2029-02-01', to: '2029-02-28' }, 'previous_year'),
      '2028-02-01 … 2028-02-29'
    )
  })

  test('a part of February is compared with the same days', ({ assert }) => {
    assert.equal(
      compared({ from: '2025-02-28', to: '2025-02-28' }, 'previous_year'),
      '2024-02-28 … 2024-02-28'
    )
    assert.equal(
      compared({ from: '2025-02-15', to: '2025-02-28' }, 'previous_year'),
      '2024-02-15 … 2024-02-28'
    )
  })

  test('without a comparison there is none', ({ assert }) => {
    assert.isNull(compared({ from: '2026-03-01', to: '2026-03-31' }, 'none'))
  })
})

test.group('Buckets', () => {
  test('weeks begin on Monday, also across years', ({ assert }) => {
    const range = { from: '2026-12-30', to: '2027-01-05' }
    assert.deepEqual(bucketsOf(range, 'week'), ['2026-12-28', '2027-01-04'])
  })

  test('months, quarters and years begin on their first day', ({ assert }) => {
    const range = { from: '2025-11-15', to: '2026-02-01' }
    assert.deepEqual(bucketsOf(range, 'month'), [
      '2025-11-01',
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
    ])
    assert.deepEqual(bucketsOf(range, 'quarter'), ['2025-10-01', '2026-01-01'])
    assert.deepEqual(bucketsOf(range, 'year'), ['2025-01-01', '2026-01-01'])
  })

  test('29 February is a day', ({ assert }) => {
    assert.deepEqual(bucketsOf({ from: '2028-02-28', to: '2028-03-01' }, 'day'), [
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ])
  })

  test('more points than anybody can use are refused', ({ assert }) => {
    assert.throws(
      () => bucketsOf({ from: '2020-01-01', to: '2026-01-01' }, 'hour'),
      /Choose a shorter period/
    )
  })
})
