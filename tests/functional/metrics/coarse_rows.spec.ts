import { test } from '@japa/runner'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { ask, plainPoints, plainTotals } from '#tests/support/metric_questions'

const SURVEY = {
  connection: 'Survey',
  slots: ADS_SLOTS,
  period: 'month' as const,
  facts: [
    { day: '2026-05-01', numbers: [310, 62, 1] },
    { day: '2026-06-01', numbers: [300, 60, 1] },
  ],
}

async function givenSurvey() {
  const organization = await givenOrganization()
  await givenRows(organization, SURVEY)
  return organization
}

const MAY_AND_JUNE = { from: '2026-05-01', to: '2026-06-30' }

test.group('Monthly values', () => {
  test('are refused by day and week, and answered by month', async ({ assert }) => {
    const organization = await givenSurvey()
    const refused = (grain: 'day' | 'week') =>
      ask(organization, { metrics: ['clicks'], grain }).catch((error) => error)

    const [byDay, byWeek] = [await refused('day'), await refused('week')]
    assert.deepEqual([byDay.code, byWeek.code], ['E_GRAIN_NOT_AVAILABLE', 'E_GRAIN_NOT_AVAILABLE'])
    assert.equal(
      byDay.message,
      'Survey reports monthly values of clicks, so there are none by the day. Choose months or a coarser granularity.'
    )
    const byMonth = await ask(organization, {
      metrics: ['clicks'],
      grain: 'month',
      range: MAY_AND_JUNE,
    })
    assert.deepEqual(plainPoints(byMonth, 'clicks'), { '2026-05-01': 62, '2026-06-01': 60 })
    assert.deepEqual(byMonth.provenance.clicks.flags, [])
  })

  test('say what they are beside daily ones, and where a period cuts them', async ({ assert }) => {
    const organization = await givenSurvey()
    const cut = await ask(organization, {
      metrics: ['clicks'],
      range: { from: '2026-05-20', to: '2026-06-10' },
    })
    const facts = [{ day: '2026-05-02', numbers: [1, 3, 1] }]
    await givenRows(organization, { connection: 'Ads', slots: ADS_SLOTS, facts })
    const mixed = await ask(organization, { metrics: ['clicks'], grain: 'day' })
    const later = { from: '2026-07-01', to: '2026-07-28' }
    const over = await ask(organization, { metrics: ['clicks'], grain: 'day', range: later })

    assert.deepEqual(plainTotals(cut), { clicks: 60 })
    assert.deepEqual(cut.provenance.clicks.flags, [
      'Survey reports monthly values: a month counts where its first day does.',
    ])
    assert.deepEqual(over.provenance.clicks.flags, [])
    assert.deepEqual(mixed.provenance.clicks.flags, [
      'Survey reports monthly values: each stands on the first day of its month, and the other days have none.',
    ])
  })

  test('have no day of the week', async ({ assert }) => {
    const refusal = await ask(await givenSurvey(), {
      metrics: ['clicks'],
      breakdowns: ['day_of_week'],
    }).catch((error) => error)

    assert.equal(refusal.code, 'E_BREAKDOWN_NOT_AVAILABLE')
  })
})
