import { createHmac } from 'node:crypto'
import { test } from '@japa/runner'
import { Connection, RemoveSource } from '#connections'
import { readCredentials } from '#connections/credentials/credential_store'
import { withTenant } from '#foundation'
import type { RunningEmulator } from '#sandbox'
import { ProcessDeliveries } from '#webhooks'
import { changeAddress } from '#webhooks/actions/change_endpoint'
import { RegisterEndpoint } from '#webhooks/actions/register_endpoint'
import { givenEmulator, givenSandboxSource } from '#tests/support/sandbox_sources'

const NOW = new Date()

test.group('The address of a source at its vendor', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })
  group.each.setup(() => () => emulator.reset())

  async function givenPayments() {
    const { organization, connection } = await givenSandboxSource({ pluginId: 'stripe/payments' })
    const place = { organizationId: organization.id, connectionId: connection.id }
    const register = () => new RegisterEndpoint().execute(place, NOW)
    const query = <Row = Record<string, unknown>>(text: string) =>
      withTenant(organization.id, async (tenant) => {
        const { rows } = await tenant.query<Row>(text)
        return rows
      })
    const secrets = () =>
      withTenant(organization.id, (tenant) => readCredentials(tenant, connection.id))
    const endpoint = async () => {
      const [row] = await query<{ registration: string; reason: string | null; id: string | null }>(
        'SELECT registration, registration_reason AS reason, registered_id AS id FROM webhook_endpoints'
      )
      return row
    }
    return { organization, connection, place, register, query, secrets, endpoint }
  }
  const asked = (path: string) =>
    emulator.counters().seen.filter((each) => each.path.startsWith(path))

  test('is registered once, with the secret that the vendor made', async ({ assert }) => {
    const { register, endpoint, secrets } = await givenPayments()
    const waiting = await endpoint()

    await register()
    await register()

    assert.equal(waiting.registration, 'waiting')
    const { registration, id } = await endpoint()
    assert.equal(registration, 'registered')
    assert.match(id ?? '', /^we_/)
    const { webhookSecret } = await secrets()
    assert.match(webhookSecret.value, /^whsec_/)
    assert.equal(asked('/v1/webhook_endpoints').length, 1)
  })

  test('a failure that passes is tried again, any other tells the person', async ({ assert }) => {
    const { register, endpoint } = await givenPayments()
    emulator.addFault({ kind: 'server_error', path: 'webhook_endpoints' })
    await assert.rejects(register)
    const waiting = await endpoint()
    emulator.addFault({ kind: 'forbidden', path: 'webhook_endpoints' })
    await register()
    const failed = await endpoint()
    await register()

    assert.deepEqual([waiting.registration, failed.registration], ['waiting', 'failed'])
    assert.match(failed.reason ?? '', /restricted key/)
    const registered = await endpoint()
    assert.equal(registered.registration, 'registered')
  })

  test('a new address replaces the old one at the vendor', async ({ assert }) => {
    const { register, endpoint, organization, connection } = await givenPayments()
    await register()
    const before = await endpoint()

    await withTenant(organization.id, (tenant) =>
      changeAddress(tenant, connection, { actor: { id: null as never, ip: null }, now: NOW })
    )
    await register()

    const after = await endpoint()
    assert.notEqual(after.id, before.id)
    assert.equal(asked(`/v1/webhook_endpoints/${before.id}`).length, 1)
  })

  test('is removed at the vendor before the source is', async ({ assert }) => {
    const { register, endpoint, organization, connection } = await givenPayments()
    await register()
    const { id } = await endpoint()
    const found = (await withTenant(organization.id, () =>
      Connection.of(organization).where('id', connection.id).firstOrFail()
    )) as Connection

    await new RemoveSource().leave(found)

    assert.equal(asked(`/v1/webhook_endpoints/${id}`).length, 1)
  })

  test('what is signed with the vendor’s secret has the stream read again', async ({ assert }) => {
    const { register, secrets, place, query } = await givenPayments()
    await register()
    const { webhookToken, webhookSecret } = await secrets()
    const send = async (secret: string) => {
      const body = JSON.stringify({ id: 'evt_1', object: 'event', type: 'charge.succeeded' })
      const time = Math.floor(Date.now() / 1_000)
      const v1 = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
      const { status } = await fetch(`${process.env.APP_URL}/hooks/${webhookToken.value}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'stripe-signature': `t=${time},v1=${'0'.repeat(64)},v1=${v1},v0=1`,
        },
        body,
      })
      return status
    }

    const statuses = [await send('whsec_another'), await send(webhookSecret.value)]
    await new ProcessDeliveries().execute(place)

    assert.deepEqual(statuses, [401, 200])
    assert.deepEqual(await query(`SELECT kind, streams FROM sync_runs`), [
      { kind: 'webhook', streams: ['charges'] },
    ])
  })
})
