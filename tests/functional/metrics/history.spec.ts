import { test } from '@japa/runner'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows, type GivenFact } from '#tests/support/warehouse_rows'
import { ask, plainPoints, plainSeries, plainTotals } from '#tests/support/metric_questions'

const DAY = '2026-05-04'

/** Three syncs on three days; the second restates the first, the third adds a campaign. */
async function givenRestatedDay() {
  const organization = await givenOrganization()
  const write = (writtenAt: string, facts: GivenFact[], connection?: { id: string }) =>
    givenRows(organization, { connection, slots: ADS_SLOTS, facts, writtenAt, isRolledUp: true })
  const connection = await write('2026-05-05T06:00:00Z', [
    { day: DAY, entity: 'Spring', numbers: [10, 1, 100] },
  ])
  await write(
    '2026-05-06T06:00:00Z',
    [{ day: DAY, entity: 'Spring', numbers: [12, 2, 100] }],
    connection
  )
  await write(
    '2026-05-07T06:00:00Z',
    [{ day: DAY, entity: 'Summer', numbers: [5, 1, 100] }],
    connection
  )
  return organization
}

test.group('What was said before', () => {
  test('a question about the past gets the answer of then', async ({ assert }) => {
    const organization = await givenRestatedDay()
    const asOf = async (at: string | null) =>
      plainTotals(await ask(organization, { metrics: ['spend'], asOf: at })).spend

    assert.deepEqual(
      [
        await asOf('2026-05-04'),
        await asOf('2026-05-05'),
        await asOf('2026-05-06'),
        await asOf('2026-05-07'),
        await asOf(null),
      ],
      ['no_rows', 10, 12, 17, 17]
    )
  })

  test('also in the breakdown, where a later campaign is not there yet', async ({ assert }) => {
    const asking = {
      metrics: ['spend', 'cpc'],
      breakdowns: ['campaign'],
      asOf: '2026-05-05T12:00:00+02:00',
    }
    const result = await ask(await givenRestatedDay(), asking)

    assert.deepEqual(plainSeries(result), { Spring: { spend: 10, cpc: 10 } })
    assert.equal(result.asOf, '2026-05-05T10:00:00.000Z')
  })

  test('a number is not stale before its roll-up', async ({ assert }) => {
    const organization = await givenRestatedDay()
    await givenRows(organization, {
      connection: 'Second source',
      slots: ADS_SLOTS,
      facts: [{ day: DAY, numbers: [100, 1, 1] }],
    })

    const result = await ask(organization, { metrics: ['spend'] })

    assert.deepEqual(plainTotals(result), { spend: 117 })
  })
})

test.group('Comparison', () => {
  test('a month stands beside the month before', async ({ assert }) => {
    const organization = await givenOrganization()
    const facts = [
      { day: '2026-04-30', entity: 'Spring', numbers: [4, 1, 1] },
      { day: '2026-05-31', entity: 'Spring', numbers: [8, 1, 1] },
      { day: '2025-05-10', entity: 'Spring', numbers: [2, 1, 1] },
    ]
    await givenRows(organization, { slots: ADS_SLOTS, facts })

    const month = await ask(organization, { metrics: ['spend'], comparison: 'previous_period' })
    const year = await ask(organization, { metrics: ['spend'], comparison: 'previous_year' })

    assert.deepEqual(month.comparison?.range, { from: '2026-04-01', to: '2026-04-30' })
    assert.deepEqual(
      [plainTotals(month), plainTotals(month.comparison!)],
      [{ spend: 8 }, { spend: 4 }]
    )
    assert.deepEqual(plainTotals(year.comparison!), { spend: 2 })
  })

  test('weeks are cut at the ends of the range', async ({ assert }) => {
    const organization = await givenOrganization()
    const facts = ['2026-05-03', '2026-05-04', '2026-05-10', '2026-05-11'].map((day) => ({
      day,
      numbers: [1, 1, 1],
    }))
    await givenRows(organization, { slots: ADS_SLOTS, facts, isRolledUp: true })

    const range = { from: '2026-05-02', to: '2026-05-10' }
    const result = await ask(organization, { metrics: ['clicks'], grain: 'week', range })

    assert.deepEqual(plainPoints(result, 'clicks'), { '2026-04-27': 1, '2026-05-04': 2 })
  })
})

test.group('Two organizations', () => {
  test('never see each other’s numbers, names or dimensions', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    await givenRows(ours, {
      slots: ADS_SLOTS,
      facts: [{ day: DAY, entity: 'Ours', numbers: [1, 1, 1] }],
      isRolledUp: true,
    })
    await givenRows(theirs, {
      slots: ADS_SLOTS,
      facts: [{ day: DAY, entity: 'Theirs', numbers: [99, 1, 1] }],
      isRolledUp: true,
    })

    const total = await ask(ours, { metrics: ['spend'] })
    const broken = await ask(ours, { metrics: ['spend'], breakdowns: ['campaign'] })

    assert.deepEqual(plainTotals(total), { spend: 1 })
    assert.deepEqual(plainSeries(broken), { Ours: { spend: 1 } })
  })
})
