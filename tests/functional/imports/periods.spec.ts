import { test } from '@japa/runner'
import { ask, importText, totalOf } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'

const MONTHS = 'Month,Channel,Spend\nJan 2026,Paid,310\nFeb 2026,Paid,280\n'

test.group('A file of months', () => {
  test('stands for them: by the month it answers, by the day it is refused', async ({ assert }) => {
    const organization = await givenOrganization()
    const { found } = await importText(organization, MONTHS)

    const byMonth = await ask(organization, {
      ...{ metrics: ['spend'], grain: 'month' },
      range: { from: '2026-01-01', to: '2026-02-28' },
    })

    assert.equal(found.mapping.grain, 'month')
    assert.containsSubset(byMonth.totals.spend, { status: 'available', value: 590 })
    await assert.rejects(
      () =>
        ask(organization, {
          ...{ metrics: ['spend'], grain: 'day' },
          range: { from: '2026-01-01', to: '2026-01-31' },
        }),
      /monthly values/
    )
  })

  test('shares no source with one of days', async ({ assert }) => {
    const organization = await givenOrganization()
    await importText(organization, MONTHS)

    await assert.rejects(
      () => importText(organization, 'Day,Channel,Spend\n2026-01-01,Paid,10\n'),
      /stand for months, and those of this file for days/
    )

    await importText(organization, MONTHS.replace('Jan', 'Mar').replace('Feb', 'Apr'))
    assert.equal(await totalOf(organization, 'spend'), 1_180)
  })
})
