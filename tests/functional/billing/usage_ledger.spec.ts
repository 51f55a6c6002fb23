import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { flowAllowance } from '#billing'
import { usedInPeriod } from '#billing/usage/usage_sums'
import { withTenant } from '#foundation'
import { givenOrganizationOn, givenUsage } from '#tests/support/billing'
import { givenOrganization } from '#tests/support/organizations'

const HOUR = DateTime.fromISO('2026-05-10T10:00:00Z', { zone: 'utc' })
const MAY = { start: HOUR.startOf('month'), end: HOUR.endOf('month') }

type Id = { id: string }

const used = ({ id }: Id) =>
  withTenant(id, async (tenant) => {
    const { records } = await usedInPeriod(tenant, MAY)
    return records ?? 0
  })

/** What the entries themselves add up to. */
const inEntries = ({ id }: Id) =>
  withTenant(id, async (tenant) => {
    const { rows } = await tenant.query<{ sum: string; count: string }>(
      'SELECT coalesce(sum(quantity), 0) AS sum, count(*) FROM usage_entries WHERE organization_id = $1',
      [id]
    )
    return { sum: Number(rows[0].sum), count: Number(rows[0].count) }
  })

test.group('The usage ledger', () => {
  test('counts an event once, however often it is told', async ({ assert }) => {
    const organization = await givenOrganization()
    for (const quantity of [10, 10, 99]) {
      await givenUsage(organization, { eventId: 'page 1', quantity, at: HOUR })
    }
    assert.equal(await used(organization), 10)
  })

  test('forgets what was rolled back with its cause', async ({ assert }) => {
    const organization = await givenOrganization()
    const failing = withTenant(organization.id, async () => {
      await givenUsage(organization, { quantity: 10, at: HOUR })
      throw new Error('the cause failed')
    })
    await assert.rejects(() => failing, 'the cause failed')
    assert.equal(await used(organization), 0)
  })

  test('takes whole units above zero and nothing else', async ({ assert }) => {
    const organization = await givenOrganization()
    for (const quantity of [0, -1, 0.5, Number.NaN, 2 ** 53]) {
      await assert.rejects(() => givenUsage(organization, { quantity }), /whole units above zero/)
    }
  })

  test('puts what a clock from tomorrow counted into the present hour', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenUsage(organization, { quantity: 5, at: HOUR.plus({ months: 3 }), now: HOUR })
    assert.equal(await used(organization), 5)
  })

  test('cannot be changed by those who serve', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenUsage(organization, { quantity: 5 })
    for (const sql of ['UPDATE usage_entries SET quantity = 1', 'DELETE FROM usage_entries']) {
      const forbidden = withTenant(organization.id, (tenant) => tenant.query(sql))
      await assert.rejects(() => forbidden, /permission denied/)
    }
  })

  test('of one organization is not seen by another', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    await givenUsage(theirs, { quantity: 5, at: HOUR, eventId: 'same' })
    await givenUsage(ours, { quantity: 7, at: HOUR, eventId: 'same' })
    assert.deepEqual([await used(ours), await used(theirs)], [7, 5])
  })

  test('adds up after 10,000 events of 8 workers, each told twice', async ({ assert }) => {
    const organization = await givenOrganization()
    const worker = async (number: number) => {
      for (let batch = 0; batch < 25; batch++) {
        await withTenant(organization.id, async () => {
          for (let index = 0; index < 50; index++) {
            const event = `${number} ${batch} ${index}`
            const quantity = ((number * 31 + batch * 7 + index) % 97) + 1
            await givenUsage(organization, { eventId: event, quantity, at: HOUR })
          }
        })
      }
    }
    const eight = Array.from({ length: 8 }, (_, number) => number)
    await Promise.all([...eight, ...eight].map(worker))

    const { sum, count } = await inEntries(organization)

    assert.equal(count, 10_000)
    assert.equal(await used(organization), sum)
  }).timeout(120_000)

  test('closes a flow at its allowance, and opens it with the next period', async ({ assert }) => {
    const organization = await givenOrganizationOn('team', { records: 100 })
    const now = DateTime.utc()
    await givenUsage(organization, { quantity: 99, at: now })
    const before = await look(organization, now)
    await givenUsage(organization, { quantity: 50, at: now })
    const after = await look(organization, now)
    const next = await look(organization, now.plus({ months: 1, hours: 1 }))

    assert.deepEqual(before, { isOpen: true, left: 1 })
    assert.deepInclude(after, { isOpen: false, limit: 100 })
    assert.deepEqual(next, { isOpen: true, left: 100 })
  })
})

const look = ({ id }: Id, now: DateTime) =>
  withTenant(id, (tenant) => flowAllowance(tenant, 'records', now))
