import { test } from '@japa/runner'
import { whatNeedsAttention } from '#alerts/queries/what_needs_attention'
import { VendorFailure } from '#reading'
import { accountsOf } from '#sync/queries/accounts_of'
import { streamFreshness } from '#sync/queries/stream_freshness'
import { givenScriptedSource, type ScriptedSource } from '#tests/support/syncs'

const CLOSED = 'This ad account is closed, so it has no data.'
const closed = () =>
  new VendorFailure({ kind: 'permanent', action: 'skip', code: 'E_CLOSED', message: CLOSED })

const account = (id: string, name: string) => ({
  ...{ id, name, currency: 'EUR', timeZone: 'UTC', attributes: {} },
})

/** Two accounts that were read in February, of which the second is closed in March. */
async function givenTwoAccounts() {
  const source = await givenScriptedSource('2026-03-01T10:00:00Z')
  source.vendor.accounts = [account('7', 'Shop'), account('8', 'Outlet')]
  for (const { id, name } of source.vendor.accounts) {
    await source.query(
      `INSERT INTO connection_accounts (organization_id, connection_id, external_id, name, attributes, created_at)
       VALUES ($1, $2, $3, $4, '{}', $5)`,
      [source.organizationId, source.connectionId, id, name, source.now]
    )
  }
  source.vendor.rows = [{ day: '2026-02-20', campaign: 'A', clicks: 50 }]
  await source.sync()
  source.now = new Date('2026-03-10T10:00:00Z')
  source.vendor.rows.push({ day: '2026-03-05', campaign: 'A', clicks: 7 })
  return source
}

/** The vendor refuses the second account this time. */
async function syncWithoutOutlet(source: ScriptedSource) {
  source.vendor.faults.set(source.vendor.asked.length + 2, closed())
  return source.sync()
}

const attentionTo = (source: ScriptedSource) =>
  source.inTenant(async (tenant) => {
    const found = await whatNeedsAttention(tenant)
    return found.filter(({ kind }) => kind === 'account_not_read').map(({ message }) => message)
  })

test.group('An account that drops out', () => {
  test('is named, keeps its numbers, and the others are read', async ({ assert }) => {
    const source = await givenTwoAccounts()
    const run = await syncWithoutOutlet(source)

    assert.equal(run.status, 'partial')
    assert.equal(
      run.error_message,
      `Outlet was not synced: ${CLOSED} The other accounts are up to date. Earlier numbers stay.`
    )
    assert.deepEqual(await source.clicks(), { '2026-02-20': 100, '2026-03-05': 7 })
    const accounts = await source.inTenant((tenant) => accountsOf(tenant, source.connectionId))
    assert.deepEqual(
      accounts.map(({ name, unreadReason }) => [name, unreadReason]),
      [
        ['Outlet', CLOSED],
        ['Shop', null],
      ]
    )
    assert.deepEqual(await attentionTo(source), [
      `Outlet has not been synced since 2026-03-10: ${CLOSED} Its earlier numbers stay. Deselect it, or restore access at the vendor.`,
    ])
  })

  test('says so on every number of its source, which is complete without it', async ({
    assert,
  }) => {
    const source = await givenTwoAccounts()
    await syncWithoutOutlet(source)

    const [ads] = await source.inTenant((tenant) => streamFreshness(tenant, [source.connectionId]))

    assert.deepEqual(
      [ads.completeUntil, ads.warnings],
      [
        '2026-03-09',
        [{ message: `Outlet has not been synced since 2026-03-10: ${CLOSED}`, days: null }],
      ]
    )
  })

  test('is forgotten as soon as it is read again', async ({ assert }) => {
    const source = await givenTwoAccounts()
    await syncWithoutOutlet(source)
    source.now = new Date('2026-03-11T10:00:00Z')

    const run = await source.sync()

    assert.equal(run.status, 'succeeded')
    assert.deepEqual(await attentionTo(source), [])
    assert.deepEqual(await source.clicks(), { '2026-02-20': 100, '2026-03-05': 14 })
  })
})
