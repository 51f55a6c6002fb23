import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import fc from 'fast-check'
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

const EVERY_DAY: [before: number, now: number] = [1, 1]

test.group('The parts of a change', () => {
  test('add up to it, with what is new, what ended and everything else', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenSpend(organization, {
      ...Object.fromEntries(['A', 'B', 'C', 'D'].map((name) => [name, EVERY_DAY])),
      Fresh: [0, 500],
      Gone: [300, 0],
      Up: [100, 150],
      Down: [100, 80],
      Little: [10, 15],
      Less: [10, 8],
    })

    const { movers, change, message } = (await moved(organization))!

    assert.deepEqual(
      movers.map(({ kind, label, change: own }) => [kind, label, own]),
      [
        ['new', 'Fresh', 500],
        ['ended', 'Gone', -300],
        ['changed', 'Up', 50],
        ['changed', 'Down', -20],
        ['other', 'Everything else', 3],
      ]
    )
    assert.deepEqual([change, message], [233, null])
  })

  test('tell of a ratio whether its parts did better or their mix changed', async ({ assert }) => {
    const organization = await givenOrganization()
    const day = (at: string, entity: string, numbers: [spend: number, clicks: number]) => ({
      ...{ day: at, entity, numbers },
    })
    await givenRows(organization, {
      slots: ADS_SLOTS.slice(0, 2),
      facts: [
        ...[day('2026-05-05', 'Cheap', [0, 0]), day('2026-05-05', 'Dear', [0, 0])],
        ...[day('2026-05-20', 'Cheap', [50, 50]), day('2026-05-20', 'Dear', [150, 50])],
        ...[day('2026-06-15', 'Cheap', [25, 25]), day('2026-06-15', 'Dear', [300, 75])],
      ],
    })

    const changed = await withTenant(
      organization.id,
      (tenant) => whatChanged(tenant, organization, NOW),
      { readOnly: true }
    )
    const { metric, change, rate, mix, parts } = changed!.why!

    // A click cost 2 and costs 3.25. Dear ones cost 4 instead of 3: 0.75; and there are more of them: 0.5.
    assert.equal(metric.id, 'cpc')
    assert.deepEqual(
      [change, rate, mix].map((value) => Number(value.toFixed(6))),
      [1.25, 0.75, 0.5]
    )
    assert.equal(parts[0].label, 'Dear')
  })

  test('add up whatever moved', async ({ assert }) => {
    const cents = fc.integer({ min: 0, max: 99_999 }).map((amount) => amount / 100)
    const property = fc.asyncProperty(
      fc.array(fc.tuple(cents, cents), { minLength: 2, maxLength: 9 }),
      async (spend) => {
        const organization = await givenOrganization()
        const named = spend.map(([before, now], place) => [`Campaign ${place}`, [before, now]])
        await givenSpend(organization, Object.fromEntries(named))
        const found = await moved(organization)
        fc.pre(found !== null && found.metric.id === 'spend')
        const parts = found!.movers.reduce((sum, { change }) => sum + change, 0)
        const whole = spend.reduce((sum, [before, now]) => sum + now - before, 0)

        assert.closeTo(parts, found!.change, 1e-6)
        assert.closeTo(found!.change, whole, 1e-6)
      }
    )
    await fc.assert(property, { numRuns: 8 })
  })

  test('are those of the sources that cover both periods', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenSpend(organization, { Up: [100, 150], Down: [100, 80] })
    await givenRows(organization, {
      connection: 'Social',
      slots: ADS_SLOTS,
      facts: [
        { day: '2026-05-25', entity: 'Reels', numbers: [50, 0, 0] },
        { day: '2026-06-15', entity: 'Reels', numbers: [500, 0, 0] },
      ],
    })

    const { movers, change, message } = (await moved(organization))!

    assert.deepEqual(
      movers.map(({ label, change: own }) => [label, own]),
      [
        ['Up', 50],
        ['Down', -20],
      ]
    )
    assert.equal(change, 30)
    assert.match(message!, /without Social/)
  })
})

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
