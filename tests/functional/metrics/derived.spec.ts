import { test } from '@japa/runner'
import type { Grain } from '#metrics/types'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { ask, plain, plainPoints, plainSeries, plainTotals } from '#tests/support/metric_questions'

/** From Friday 1 to Sunday 10 May; clicks of day n are n, impressions 100 each and 200 on the 10th. */
const DAYS = Array.from({ length: 10 }, (_, place) => ({
  day: `2026-05-${String(place + 1).padStart(2, '0')}`,
  entity: place % 2 === 0 ? 'Spring' : 'Summer',
  numbers: [10, place + 1, place === 9 ? 200 : 100],
}))

async function givenDays() {
  const organization = await givenOrganization()
  await givenRows(organization, { slots: ADS_SLOTS, facts: DAYS })
  return organization
}

const LAST_THREE = { from: '2026-05-08', to: '2026-05-10' }

test.group('Derived numbers', () => {
  test('a moving average begins with the days before the range, and divides a ratio at the end', async ({
    assert,
  }) => {
    const result = await ask(await givenDays(), {
      metrics: ['clicks_average', 'ctr_average'],
      derived: {
        clicks_average: { metric: 'clicks', as: 'moving_average', points: 3 },
        ctr_average: { metric: 'ctr', as: 'moving_average', points: 3 },
      },
      grain: 'day',
      range: LAST_THREE,
    })

    assert.deepEqual(plainPoints(result, 'clicks_average'), {
      '2026-05-08': 7,
      '2026-05-09': 8,
      '2026-05-10': 9,
    })
    assert.deepEqual(plainPoints(result, 'ctr_average'), {
      '2026-05-08': 7,
      '2026-05-09': 8,
      '2026-05-10': 6.75,
    })
    assert.deepEqual(plainTotals(result), { clicks_average: 'no_total', ctr_average: 'no_total' })
    assert.equal(result.provenance.ctr_average.formula, 'moving_average(ctr, 3)')
  })

  test('a moving average over days that no source knows is unknown', async ({ assert }) => {
    const result = await ask(await givenDays(), {
      metrics: ['average'],
      derived: { average: { metric: 'ctr', as: 'moving_average', points: 3 } },
      grain: 'day',
      range: { from: '2026-05-02', to: '2026-05-03' },
    })

    assert.deepEqual(plainPoints(result, 'average'), { '2026-05-02': 'no_rows', '2026-05-03': 2 })
  })

  test('a running total ends with the total, and each share is of its own period', async ({
    assert,
  }) => {
    const result = await ask(await givenDays(), {
      metrics: ['clicks', 'so_far', 'share'],
      derived: {
        so_far: { metric: 'clicks', as: 'running_total' },
        share: { metric: 'clicks', as: 'share_of_total' },
      },
      breakdowns: ['campaign'],
      grain: 'day',
      range: LAST_THREE,
    })
    const [summer] = result.series

    assert.deepEqual(plainSeries(result), {
      Summer: { clicks: 18, so_far: 18, share: 66.6666666667 },
      Spring: { clicks: 9, so_far: 9, share: 33.3333333333 },
    })
    assert.deepEqual(
      summer.points.map(({ values }) => [plain(values.so_far), plain(values.share)]),
      [
        [8, 100],
        [8, 0],
        [18, 100],
      ]
    )
    assert.deepEqual(plainTotals(result), { clicks: 27, so_far: 27, share: 100 })
  })

  test('no number is made of two currencies, or goes on behind a point that has both', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const facts = ['EUR', 'EUR', 'USD'].map((currency, place) => ({
      day: `2026-05-0${place + 1}`,
      entity: 'Spring',
      currency,
      numbers: [10, 1, 1],
    }))
    await givenRows(organization, { slots: ADS_SLOTS, facts })
    const result = await ask(organization, {
      metrics: ['sum', 'step', 'average'],
      derived: {
        sum: { metric: 'spend', as: 'running_total' },
        step: { metric: 'spend', as: 'difference' },
        average: { metric: 'spend', as: 'moving_average', points: 2 },
      },
      grain: 'day',
      range: { from: '2026-05-01', to: '2026-05-03' },
    })

    const byDay = (id: string) => Object.values(plainPoints(result, id))
    assert.deepEqual(byDay('sum'), [10, 20, 'mixed_currencies'])
    assert.deepEqual(byDay('step'), ['no_rows', 0, 'mixed_currencies'])
    assert.deepEqual(byDay('average'), ['no_rows', 10, 'mixed_currencies'])
    assert.equal(plainTotals(result).sum, 'mixed_currencies')
  })

  test('growth is beside the point before, and an unfinished point has none', async ({
    assert,
  }) => {
    const result = await ask(await givenDays(), {
      metrics: ['growth', 'step'],
      derived: {
        growth: { metric: 'clicks', as: 'growth' },
        step: { metric: 'ctr', as: 'difference' },
      },
      grain: 'week',
      range: { from: '2026-05-04', to: '2026-05-13' },
    })

    // 1 to 3 May have 6 clicks of 300, the week after 49 of 800.
    assert.deepEqual(plainPoints(result, 'growth'), {
      '2026-05-04': 716.6666666667,
      '2026-05-11': 'in_progress',
    })
    assert.deepEqual(plainPoints(result, 'step')['2026-05-04'], 4.125)
  })

  test('{code} is told for {derivation.as} of {derivation.metric}')
    .with([
      {
        derivation: { metric: 'ctr', as: 'running_total' as const },
        code: 'E_DERIVATION_NOT_POSSIBLE',
      },
      {
        derivation: { metric: 'cpc', as: 'share_of_total' as const },
        code: 'E_DERIVATION_NOT_POSSIBLE',
      },
      { derivation: { metric: 'ctr', as: 'growth' as const }, code: 'E_DERIVATION_NOT_POSSIBLE' },
      {
        derivation: { metric: 'clicks', as: 'growth' as const },
        grain: 'total' as const,
        code: 'E_DERIVATION_NEEDS_TIME',
      },
    ])
    .run(async ({ assert }, { derivation, grain = 'day', code }) => {
      const asking = { metrics: ['own'], derived: { own: derivation }, grain: grain as Grain }
      const refusal = await ask(await givenDays(), asking).catch((error) => error)

      assert.equal(refusal.code, code)
    })
})

test.group('Weeks that begin on Sunday', () => {
  test('hold Sunday to Saturday, in presets and comparisons as well', async ({ assert }) => {
    const organization = await givenDays()
    const weekStart = 'sunday' as const
    const byWeek = await ask(organization, {
      metrics: ['clicks'],
      grain: 'week',
      weekStart,
      range: { from: '2026-05-03', to: '2026-05-10' },
    })
    const thisWeek = await ask(organization, {
      metrics: ['clicks'],
      weekStart,
      range: { preset: 'this_week' },
    })
    const whole = await ask(organization, {
      metrics: ['clicks'],
      weekStart,
      range: { from: '2026-05-03', to: '2026-05-16' },
      comparison: 'previous_period',
    })

    assert.deepEqual(plainPoints(byWeek, 'clicks'), { '2026-05-03': 42, '2026-05-10': 10 })
    assert.deepEqual(thisWeek.range, { from: '2026-06-07', to: '2026-06-10' })
    assert.deepEqual(whole.comparison!.range, { from: '2026-04-19', to: '2026-05-02' })
  })
})

test.group('Several comparisons', () => {
  test('are each answered, the first one as the comparison', async ({ assert }) => {
    const result = await ask(await givenDays(), {
      metrics: ['clicks'],
      range: LAST_THREE,
      comparison: 'previous_period',
      moreComparisons: ['previous_year', 'previous_period'],
    })

    assert.equal(plain(result.comparison!.totals.clicks), 18)
    assert.deepEqual(
      result.moreComparisons!.map(({ kind, range }) => [kind, range.from]),
      [['previous_year', '2025-05-08']]
    )
  })
})
