import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { whatChanged } from '#core/queries/what_changed'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

const NOW = DateTime.fromISO('2026-06-30T12:00:00Z')

/** Spend per campaign in the four weeks before the last four, and in the last four. */
async function givenSpend(
  organization: Organization,
  spend: Record<string, [before: number, now: number]>,
  firstDay = '2026-05-05'
) {
  const facts = Object.entries(spend).flatMap(([entity, [before, now]]) => [
    { day: firstDay, entity, numbers: [0, 0, 0] },
    { day: '2026-05-20', entity, numbers: [before, 0, 0] },
    { day: '2026-06-15', entity, numbers: [now, 0, 0] },
  ])
  await givenRows(organization, { slots: ADS_SLOTS, facts })
}

async function moved(organization: Organization) {
  const changed = await withTenant(
    organization.id,
    (tenant) => whatChanged(tenant, organization, NOW),
    { readOnly: true }
  )
  return changed!.moved
}

test.group('What moved the strongest change', () => {
  test('is told by campaign, the largest difference first', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenSpend(organization, { Steady: [50, 50], Up: [10, 25], Down: [100, 40] })

    const { metric, dimension, movers } = (await moved(organization))!

    assert.deepEqual([metric.id, dimension.id], ['spend', 'campaign'])
    assert.deepEqual(
      movers.map(({ label, change }) => [label, change]),
      [
        ['Down', -60],
        ['Up', 15],
      ]
    )
  })

  test('is not told where the numbers begin within the weeks before', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenSpend(organization, { Up: [10, 25], Down: [100, 40] }, '2026-05-20')

    assert.isNull(await moved(organization))
  })

  test('is looked for in the own organization only', async ({ assert }) => {
    const [organization, other] = [await givenOrganization(), await givenOrganization()]
    await givenSpend(organization, { Ours: [10, 25], Mine: [5, 6] })
    await givenSpend(other, { Theirs: [10, 2500], Foreign: [1, 900] })

    const found = await moved(organization)

    assert.sameMembers(
      found!.movers.map(({ label }) => label),
      ['Ours', 'Mine']
    )
  })
})
