import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { withTenant } from '#foundation'
import { drainQueue } from '#foundation/job_queue'
import type { Role } from '#organizations/roles'
import { carryOutRun } from '#sync'
import { runSyncJob } from '#sync/jobs/run_sync'
import { givenAskingShop } from '#tests/support/asking_shop'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenSandboxSource } from '#tests/support/sandbox_sources'
import { signIn } from '#tests/support/sign_in'

const NOW = new Date('2026-11-20T09:00:00Z')

/** A shop whose paid orders since August were read, and a member of its organization. */
async function givenRead(client: ApiClient, role?: Role) {
  const source = await givenUnread(client, role)
  await source.sync()
  return source
}

/** The same before anything was read. */
async function givenUnread(client: ApiClient, role: Role = 'admin') {
  const organization = await givenOrganization()
  const as = await signIn(await givenMember(organization, role))
  const request = { pluginId: 'acme/small', connector: 'shop', backfillFrom: '2026-08-01' }
  const { connection } = await givenSandboxSource({ ...request, organization } as never)
  const rows = <Row = Record<string, string>>(sql: string) =>
    withTenant(organization.id, async (tenant) => {
      const answer = await tenant.query<Row>(sql, [organization.id])
      return answer.rows
    })
  const place = { organizationId: organization.id, connectionId: connection.id }
  const sync = () => carryOutRun({ ...place, now: NOW })
  const path = `/o/${organization.slug}/sources/${connection.slug}`
  const change = async (settings: object, numbers?: 'keep' | 'again') =>
    as(client.patch(`${path}/settings`).accept('json').redirects(0).json({ settings, numbers }))
  const stored = async () => {
    const [row] = await rows('SELECT settings FROM connections WHERE organization_id = $1')
    return row.settings
  }
  const orders = async () => {
    const read = await rows(
      `SELECT e.external_id AS id FROM facts f JOIN entities e ON e.id = f.entity_id
       WHERE f.organization_id = $1 ORDER BY f.day`
    )
    return read.map(({ id }) => id)
  }
  const page = async () => as(client.get(path).header('x-inertia', 'true'))
  return { organization, rows, sync, change, stored, orders, page }
}

test.group('The settings of a connected source', (group) => {
  group.setup(() => givenAskingShop())

  test('are shown as they stand, without the key', async ({ client, assert }) => {
    const source = await givenRead(client)
    const response = await source.page()
    const { fields, steering } = response.body().props.connectorSettings

    assert.deepEqual(steering, ['status'])
    assert.deepInclude(fields[1], { name: 'status', kind: 'choice', value: 'paid' })
    assert.notInclude(JSON.stringify(response.body()), 'planted-key')
  })

  test('are not shown to who cannot change them', async ({ client, assert }) => {
    const source = await givenRead(client, 'viewer')
    const response = await source.page()
    const refused = await source.change({ label: 'x' })

    assert.deepEqual(response.body().props.connectorSettings, { fields: [], steering: [] })
    refused.assertStatus(403)
    assert.notProperty(await source.stored(), 'label')
  })

  test('change, and the audit log names the fields', async ({ client, assert }) => {
    const source = await givenRead(client)
    const answer = await source.change({ label: 'Pier' })

    answer.assertStatus(302)
    assert.deepEqual(await source.stored(), { shop: 'harbor', status: 'paid', label: 'Pier' })
    assert.deepEqual(await source.orders(), ['first', 'paid'])
    const [entry] = await source.rows<{ action: string; detail: object }>(
      `SELECT action, detail FROM audit_entries WHERE organization_id = $1 ORDER BY sequence DESC LIMIT 1`
    )
    const detail = { name: 'Acme', fields: ['label'] }
    assert.deepEqual(entry, { action: 'source.settings_changed', detail })
  })

  test('that do not fit the schema are refused with the reason', async ({ client, assert }) => {
    const source = await givenRead(client)
    const answer = await source.change({ status: 'lost', label: 'much too long' }, 'keep')

    answer.assertStatus(422)
    answer.assertBodyContains({
      fields: {
        status: 'Orders must be one of paid, any.',
        label: 'Label must have between 0 and 8 characters.',
      },
    })
    assert.deepEqual(await source.stored(), { shop: 'harbor', status: 'paid' })
  })

  test('that the vendor refuses are not kept', async ({ client, assert }) => {
    const source = await givenRead(client)
    const answer = await source.change({ shop: 'nowhere' })

    answer.assertStatus(422)
    assert.match(answer.body().detail, /Acme/)
    assert.deepInclude(await source.stored(), { shop: 'harbor' })
  })

  test('that decide what is read ask what becomes of the numbers', async ({ client, assert }) => {
    const source = await givenRead(client)
    const answer = await source.change({ status: 'any' })

    answer.assertStatus(422)
    assert.equal(answer.body().code, 'E_NUMBERS_UNDECIDED')
    assert.deepInclude(await source.stored(), { status: 'paid' })
  })

  test('that decide what is read ask nothing before anything was read', async ({
    client,
    assert,
  }) => {
    const source = await givenUnread(client)
    const answer = await source.change({ status: 'any' })
    const page = await source.page()

    answer.assertStatus(302)
    assert.deepEqual(page.body().props.connectorSettings.steering, [])
  })

  test('count for everything when the source is read again', async ({ client, assert }) => {
    const source = await givenRead(client)
    // As if it had begun without a first day, long before what the connector reads of itself today.
    await source.rows('UPDATE connections SET backfill_from = NULL WHERE organization_id = $1')
    await db.rawQuery(`DELETE FROM pgboss.job WHERE name = 'sync.run' AND state < 'active'`)
    await source.change({ status: 'any' }, 'again')
    assert.deepEqual(await source.orders(), [])

    await drainQueue(runSyncJob)

    assert.deepEqual(await source.orders(), ['first', 'paid', 'open'])
  })

  test('count from the next sync on when the numbers are kept', async ({ client, assert }) => {
    const source = await givenRead(client)
    await source.change({ status: 'any' }, 'keep')

    assert.deepEqual(await source.orders(), ['first', 'paid'])
    const runs = await source.rows('SELECT id FROM sync_runs WHERE organization_id = $1')
    assert.lengthOf(runs, 1)
  })

  test('wait for a sync that is under way', async ({ client, assert }) => {
    const source = await givenRead(client)
    await source.rows(
      `UPDATE sync_runs SET status = 'waiting', finished_at = NULL WHERE organization_id = $1`
    )
    const answer = await source.change({ status: 'any' }, 'again')

    answer.assertStatus(409)
    assert.equal(answer.body().code, 'E_SOURCE_IS_READ')
    assert.deepEqual(await source.orders(), ['first', 'paid'])
  })
})
