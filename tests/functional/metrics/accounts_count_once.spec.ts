import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import fc from 'fast-check'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { ask, plain, plainTotals } from '#tests/support/metric_questions'
import { givenOrganization } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

const FIRST = DateTime.fromISO('2026-05-01', { zone: 'utc' })
const dayOf = (offset: number) => FIRST.plus({ days: offset }).toISODate()!
const ACCOUNTS = ['Europe', 'United States', 'Asia']

interface Source {
  accounts: string[]
  /** First and last day as distance from the first of May. */
  days: [number, number]
  state: 'connected' | 'needs_reconnect' | 'paused'
}

/** What an account really spent on a day; every source that reads it reports this. */
const spendOf = (account: string, offset: number) => (ACCOUNTS.indexOf(account) + 1) * 100 + offset

async function givenSource(
  organization: Organization,
  source: Source,
  options: { isRolledUp?: boolean; mode?: 'live' | 'sandbox' } = {}
) {
  const { accounts, days, state } = source
  const { mode = 'live', isRolledUp } = options
  const offsets = Array.from({ length: days[1] - days[0] + 1 }, (_, place) => days[0] + place)
  const connection = await givenConnection(organization, { state, mode })
  await givenRows(organization, {
    connection,
    slots: ADS_SLOTS,
    isRolledUp,
    above: Object.fromEntries(accounts.map((account) => [`Brand ${account}`, { account }])),
    facts: accounts.flatMap((account) =>
      offsets.map((offset) => ({
        day: dayOf(offset),
        entity: `Brand ${account}`,
        numbers: [spendOf(account, offset), 1, 10],
      }))
    ),
  })
  return connection
}

/** Every account and day that any source has, once. */
function truth(sources: Source[]): number {
  const seen = new Map<string, number>()
  for (const { accounts, days } of sources) {
    for (const account of accounts) {
      for (let offset = days[0]; offset <= days[1]; offset++) {
        seen.set(`${account} ${offset}`, spendOf(account, offset))
      }
    }
  }
  return [...seen.values()].reduce((sum, spend) => sum + spend, 0)
}

const source: fc.Arbitrary<Source> = fc.record({
  accounts: fc.subarray(ACCOUNTS, { minLength: 1 }),
  days: fc
    .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 10 }))
    .map(([from, length]): [number, number] => [from, from + length]),
  state: fc.constantFrom('connected', 'needs_reconnect', 'paused'),
})

const sumOf = (result: Awaited<ReturnType<typeof ask>>) =>
  result.series.reduce((sum, { totals }) => sum + Number(plain(totals.spend)), 0)

test.group('An account of a vendor', () => {
  test('counts once for every day, however many sources have it', async ({ assert }) => {
    const property = fc.asyncProperty(
      fc.array(source, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (sources, isRolledUp) => {
        const organization = await givenOrganization()
        for (const one of sources) {
          await givenSource(organization, one, { isRolledUp })
        }
        const expected = truth(sources)
        const total = await ask(organization, { metrics: ['spend'] })
        const byAccount = await ask(organization, { metrics: ['spend'], breakdowns: ['account'] })
        const bySource = await ask(organization, {
          metrics: ['spend'],
          breakdowns: ['source'],
          grain: 'day',
        })

        assert.deepEqual(plainTotals(total), { spend: expected })
        assert.deepEqual([sumOf(byAccount), sumOf(bySource)], [expected, expected])
      }
    )
    await fc.assert(property, { numRuns: 15 })
  })

  test('is named where several sources have it', async ({ assert }) => {
    const organization = await givenOrganization()
    const days: [number, number] = [0, 10]
    await givenSource(organization, { accounts: ['Europe'], days, state: 'connected' })
    await givenSource(organization, { accounts: ['Europe'], days, state: 'connected' })

    const { provenance, totals } = await ask(organization, { metrics: ['spend', 'clicks'] })

    assert.equal(plain(totals.clicks), 11)
    assert.match(provenance.spend.flags[0], /^Europe is connected as .*Its numbers count once\.$/)
  })

  test('of the sandbox is not that of the vendor', async ({ assert }) => {
    const organization = await givenOrganization()
    const one: Source = { accounts: ['Europe'], days: [0, 0], state: 'connected' }
    await givenSource(organization, one, { mode: 'sandbox' })
    await givenSource(organization, one, { mode: 'live' })

    const { totals } = await ask(organization, { metrics: ['clicks'] })

    assert.equal(plain(totals.clicks), 2)
  })

  test('has one balance', async ({ assert }) => {
    const organization = await givenOrganization()
    const slots = [{ metric: 'followers', unit: 'count' as const, aggregation: 'last' as const }]
    for (const day of ['2026-05-20', '2026-05-30']) {
      const facts = [{ day, entity: 'Page', numbers: [100] }]
      const connection = await givenConnection(organization)
      const above = { Page: { account: 'Europe' } }
      await givenRows(organization, { connection, slots, entityKind: 'page', above, facts })
    }

    const { totals } = await ask(organization, { metrics: ['followers'] })

    assert.equal(plain(totals.followers), 100)
  })

  test('without rows that say whose they are is known by what was chosen', async ({ assert }) => {
    const organization = await givenOrganization()
    for (const name of ['One', 'Two']) {
      const connection = await givenConnection(organization, { name })
      const facts = [{ day: '2026-05-20', entity: 'Payment', numbers: [10, 1, 1] }]
      await givenRows(organization, { connection, slots: ADS_SLOTS, entityKind: 'payment', facts })
      await withTenant(organization.id, (tenant) =>
        tenant.query(
          `INSERT INTO connection_accounts (organization_id, connection_id, external_id, name, created_at)
           VALUES ($1, $2, 'acct_1', 'Harbor', now())`,
          [organization.id, connection.id]
        )
      )
    }

    const { totals } = await ask(organization, { metrics: ['spend'] })

    assert.equal(plain(totals.spend), 10)
  })
})
