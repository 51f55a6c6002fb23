import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { openVendorSession } from '#connections'
import { selectedAccounts } from '#connections/queries/connection_accounts'
import { newId, withTenant } from '#foundation'
import type { RunningEmulator } from '#sandbox'
import { carryOutRun } from '#sync'
import { givenLiveStripe, givenLiveVendors, newStripeKey } from '#tests/support/live_vendors'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const NOW = new Date('2026-11-20T09:00:00Z')

let emulator: RunningEmulator

/** A live Stripe source with a key of its own, and a person who may change it. */
async function givenOwnedStripe() {
  const organization = await givenOrganization()
  const key = newStripeKey()
  const as = await signIn(await givenMember(organization))
  const request = { organization, now: NOW, backfillFrom: '2026-11-10' }
  const connection = await givenLiveStripe(request, key)
  const rows = <Row>(sql: string, values: unknown[] = []) =>
    withTenant(organization.id, async (tenant) => {
      const answer = await tenant.query<Row>(sql, [organization.id, ...values])
      return answer.rows
    })
  const state = async () => {
    const [row] = await rows<{ state: string }>(
      'SELECT state FROM connections WHERE organization_id = $1'
    )
    return row.state
  }
  const sync = () =>
    carryOutRun({ organizationId: organization.id, connectionId: connection.id, now: NOW })
  const open = () => openVendorSession(organization, connection.id, { correlationId: newId() })
  const path = `/o/${organization.slug}/sources/${connection.slug}`
  return { organization, connection, key, as, rows, state, sync, open, path }
}

/** Tables that hold something by source, whatever they are called. */
const TABLES = `
  SELECT DISTINCT c.table_name AS name FROM information_schema.columns c
  JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE $1::uuid IS NOT NULL AND c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
    AND c.column_name IN ('connection_id', 'stream_id') ORDER BY 1`

test.group('A source that a person changes', (group) => {
  group.setup(async () => {
    emulator = await givenLiveVendors({ now: NOW })
    return () => emulator.stop()
  })

  const reconnect = async (
    client: ApiClient,
    { as, path }: Awaited<ReturnType<typeof givenOwnedStripe>>,
    apiKey: string
  ) => as(client.post(`${path}/reconnection`).accept('json').json({ credentials: { apiKey } }))

  test('takes a new key when the old one was withdrawn', async ({ client, assert }) => {
    const source = await givenOwnedStripe()
    emulator.emulator.book.revoke(source.key)
    await source.sync()
    assert.equal(await source.state(), 'needs_reconnect')

    const page = await source.as(client.get(source.path).header('x-inertia', 'true'))
    assert.deepInclude(page.body().props.newKeyFields[0], { name: 'apiKey', isSecret: true })
    await reconnect(client, source, newStripeKey())

    assert.equal(await source.state(), 'connected')
    await assert.doesNotReject(source.open)
  })

  test('keeps asking while the new key is no better', async ({ client, assert }) => {
    const source = await givenOwnedStripe()
    emulator.emulator.book.revoke(source.key)
    await source.sync()

    const response = await reconnect(client, source, 'sk_test_somebodyelse')

    assert.equal(response.status(), 422)
    assert.match(response.body().detail, /Stripe does not accept the key/)
    assert.notInclude(JSON.stringify(response.body()), 'sk_test_somebodyelse')
    assert.equal(await source.state(), 'needs_reconnect')
  })

  test('is not read while it is paused, and is again afterwards', async ({ client, assert }) => {
    const source = await givenOwnedStripe()

    await source.as(client.post(`${source.path}/pause`).json({}))
    assert.equal(await source.state(), 'paused')
    await assert.rejects(source.open, /is paused. Resume it to read from it again/)

    await source.as(client.delete(`${source.path}/pause`).json({}))
    await assert.doesNotReject(source.open)
  })

  test('leaves nothing but the history of its syncs and its address when it is removed', async ({
    client,
    assert,
  }) => {
    const source = await givenOwnedStripe()
    await source.sync()
    const [before] = await source.rows<{ n: number }>(
      'SELECT count(*)::int AS n FROM facts WHERE organization_id = $1'
    )
    assert.isAbove(before.n, 0)

    const { name } = source.connection
    await source.as(client.delete(source.path).json({ confirmation: name }))

    assert.equal(await source.state(), 'removed')
    const left: Record<string, number> = {}
    for (const table of await source.rows<{ name: string }>(TABLES)) {
      const sql = `SELECT count(*)::int AS n FROM "${table.name}" WHERE organization_id = $1`
      const [{ n }] = await source.rows<{ n: number }>(sql)
      Object.assign(left, n > 0 ? { [table.name]: n } : {})
    }
    // Its address stays known, so that a sender hears that the source is gone.
    assert.deepEqual(left, { sync_runs: 1, webhook_directory: 1 })
  })

  test('is removed only by who types its name', async ({ client, assert }) => {
    const source = await givenOwnedStripe()

    const answer = await source.as(
      client.delete(source.path).accept('json').json({ confirmation: 'something' })
    )

    assert.equal(answer.status(), 422)
    assert.equal(await source.state(), 'connected')
  })

  test('reads the accounts that were chosen, and at least one', async ({ client, assert }) => {
    const source = await givenOwnedStripe()
    const chosen = () =>
      withTenant(source.organization.id, (tenant) => selectedAccounts(tenant, source.connection.id))
    const [account] = await chosen()
    const change = async (accounts: string[]) =>
      source.as(client.patch(source.path).accept('json').json({ accounts }))

    await change([account.id])
    const refused = await change([])

    assert.equal(refused.status(), 422)
    assert.deepEqual(await chosen(), [account])
    const log = await source.rows<{ detail: unknown }>(
      `SELECT detail FROM audit_entries WHERE organization_id = $1 AND action = 'source.changed'`
    )
    assert.deepEqual(log, [{ detail: { name: source.connection.name, accounts: [account.id] } }])
  })
})
