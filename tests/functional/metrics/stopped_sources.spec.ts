import { test } from '@japa/runner'
import type Organization from '#organizations/models/organization'
import { givenCompleteUntil } from '#tests/support/alerts'
import { ask } from '#tests/support/metric_questions'
import { givenOrganization } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

async function givenSource(
  organization: Organization,
  { name, state, lastDay }: { name: string; state: string; lastDay: string }
) {
  const connection = await givenConnection(organization, { name, state })
  const facts = [{ day: lastDay, entity: 'Spring', numbers: [10, 5, 100] }]
  await givenRows(organization, { connection, slots: ADS_SLOTS, facts })
  return connection
}

test.group('A source that stopped', () => {
  test('is named with the day on which its numbers end', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenSource(organization, {
      name: 'Old',
      state: 'needs_reconnect',
      lastDay: '2026-05-12',
    })
    await givenSource(organization, { name: 'New', state: 'connected', lastDay: '2026-05-30' })

    const { provenance } = await ask(organization, { metrics: ['spend'] })
    const { streams, flags } = provenance.spend

    const sentence = 'Old needs to be reconnected: its data ends on 2026-05-12.'
    assert.sameDeepMembers(
      streams.map(({ connection, until, stopped }) => ({ connection, until, stopped })),
      [
        { connection: 'Old', until: '2026-05-12', stopped: sentence },
        { connection: 'New', until: '2026-05-30', stopped: null },
      ]
    )
    assert.deepEqual(flags, [sentence])
  })

  test('takes nothing from a period that ended before', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenSource(organization, { name: 'Old', state: 'paused', lastDay: '2026-05-12' })

    const range = { from: '2026-05-01', to: '2026-05-12' }
    const { provenance } = await ask(organization, { metrics: ['spend'], range })

    assert.deepEqual(provenance.spend.flags, [])
  })

  test('says so where it never brought a number', async ({ assert }) => {
    const organization = await givenOrganization()
    const connection = await givenConnection(organization, { name: 'Old', state: 'paused' })
    await givenRows(organization, { connection, slots: ADS_SLOTS, facts: [] })

    const { provenance } = await ask(organization, { metrics: ['spend'] })

    assert.deepEqual(provenance.spend.flags, ['Old is paused and has no data.'])
  })

  test('without a number makes the others no less complete', async ({ assert }) => {
    const organization = await givenOrganization()
    const never = await givenConnection(organization, { name: 'Old', state: 'needs_reconnect' })
    await givenRows(organization, { connection: never, slots: ADS_SLOTS, facts: [] })
    const source = { name: 'New', state: 'connected', lastDay: '2026-05-30' }
    const { id } = await givenSource(organization, source)
    await givenCompleteUntil(organization, id, '2026-05-30')

    const { provenance } = await ask(organization, { metrics: ['spend'] })

    assert.equal(provenance.spend.completeUntil, '2026-05-30')
  })
})

test.group('A comparison', () => {
  const question = { metrics: ['spend'], comparison: 'previous_period' as const }

  test('says when its numbers begin where they do not fill it', async ({ assert }) => {
    const organization = await givenOrganization()
    const facts = ['2026-04-20', '2026-05-12'].map((day) => ({ day, numbers: [10, 5, 100] }))
    await givenRows(organization, { slots: ADS_SLOTS, facts })

    const { comparison } = await ask(organization, question)

    assert.equal(comparison?.since, '2026-04-20')
  })

  test('says nothing where they do', async ({ assert }) => {
    const organization = await givenOrganization()
    const facts = ['2026-03-20', '2026-05-12'].map((day) => ({ day, numbers: [10, 5, 100] }))
    await givenRows(organization, { slots: ADS_SLOTS, facts })

    const { comparison } = await ask(organization, question)
    assert.isNull(comparison?.since)
  })
})
