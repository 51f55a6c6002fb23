import { test } from '@japa/runner'
import { Connection, ConnectSource, openVendorSession, RemoveSource } from '#connections'
import { readSharedCredentials } from '#connections/credentials/shared_consent'
import { currentTenant, withTenant } from '#foundation'
import type { VendorSandbox } from '#kit'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { givenOrganization } from '#tests/support/organizations'
import { reachSandboxAt } from '#tests/support/sandbox_sources'
import { givenSmallVendor, PLAIN_OAUTH, smallShop } from '#tests/support/small_vendor'
import { EMULATOR_NOW } from '#tests/support/emulator'
import { CONSENT } from '#tests/support/token_shop'
import { JumpingClock } from '#tests/support/vendor_clock'

const ORDERS = {
  get: '/orders',
  records: 'rows',
  key: 'id',
  facts: {
    mode: 'event',
    date: 'record.day',
    entity: { kind: 'order', id: 'record.id', name: 'record.id' },
    metrics: { orders: '1' },
  },
} as const

const scopes = (...ids: string[]) => ids.map((id) => ({ id, why: `Reads ${id}.` }))

const reply: VendorSandbox['reply'] = ({ headers }, { grantOf }) =>
  grantOf((headers.authorization ?? '').replace('Bearer ', '')).status === 'valid'
    ? { status: 200, body: { rows: [{ id: 'a', day: '2026-11-10' }] } }
    : { status: 401, body: {} }

/** A family of three sources, of which two ask for the same, at a vendor whose refresh tokens serve once. */
async function givenFamily() {
  const member = (id: `${string}/${string}`, family: string | undefined, ...asked: string[]) => {
    const auth = { way: { ...CONSENT, scopes: scopes(...asked) } }
    const shop = smallShop({ auth, check: { get: '/me' }, streams: { orders: ORDERS } }, [
      'small.test',
    ])
    return { Plugin: async () => ({ default: { ...shop, id, ...(family ? { family } : {}) } }) }
  }
  const plugins = await loadPlugins({
    small: member('acme/small', 'acme', 'orders', 'pages'),
    pages: member('acme/pages', 'acme', 'pages'),
    mail: member('acme/mail', 'acme', 'mail'),
    other: member('birch/pages', undefined, 'pages'),
  })
  const leave = useRegistry(new PluginRegistry(plugins))
  const oauth = { ...PLAIN_OAUTH, rotatesRefreshTokens: true as const }
  const emulator = await givenSmallVendor({ oauth, reply })
  const depart = reachSandboxAt(emulator.url)
  const organization = await givenOrganization()
  const clock = new JumpingClock(EMULATOR_NOW)
  const connect = async (pluginId: string, consentOf?: string) => {
    const asked = { organization, actor: { id: null }, connector: 'shop', mode: 'sandbox' as const }
    const request = { ...asked, pluginId, consentOf, name: pluginId, now: clock.now(), clock }
    const { connection } = await new ConnectSource().execute(request)
    return connection
  }
  const read = async ({ id }: { id: string }) => {
    const session = await openVendorSession(organization, id, { correlationId: 'test', clock })
    const stream = session.connector.streams.get('orders')!
    const slice = { today: '2026-11-20' }
    const pages = await Array.fromAsync(session.read({ stream, account: null }, slice))
    return pages.flatMap(({ records }) => records).length
  }
  const remove = ({ id }: { id: string }) =>
    withTenant(organization.id, async () => {
      const found = (await Connection.of(organization).where('id', id).firstOrFail()) as Connection
      found.useTransaction(currentTenant().trx)
      return new RemoveSource().execute(found, { actor: { id: null }, now: clock.now() })
    })
  const tokensOf = async ({ id }: { id: string }) => {
    const found = await withTenant(organization.id, () =>
      Connection.of(organization).where('id', id).firstOrFail()
    )
    return withTenant(organization.id, (tenant) =>
      readSharedCredentials(tenant, found as Connection)
    )
  }
  const stop = async () => {
    depart()
    leave()
    await emulator.stop()
  }
  return { ...emulator, stop, connect, read, remove, tokensOf }
}

test.group('The consent of a vendor family', () => {
  test('opens its other sources, is renewed in one place, and outlives the source that got it', async ({
    assert,
    cleanup,
  }) => {
    const family = await givenFamily()
    cleanup(family.stop)
    const first = await family.connect('acme/small')
    const consents = () => family.counters().requests['GET small.test/authorize']

    const second = await family.connect('acme/pages', first.id)

    assert.deepEqual([second.state, consents()], ['connected', 1])
    for (const source of [first, second, first]) {
      family.addFault({ kind: 'token_expiry', host: 'small.test' })
      assert.equal(await family.read(source), 1)
    }
    assert.deepEqual(await family.tokensOf(first), await family.tokensOf(second))
    await family.remove(first)
    family.addFault({ kind: 'token_expiry', host: 'small.test' })
    assert.equal(await family.read(second), 1)
  })

  test('opens neither a source that asks for more, nor one of another vendor', async ({
    assert,
    cleanup,
  }) => {
    const family = await givenFamily()
    cleanup(family.stop)
    const { id } = await family.connect('acme/small')

    for (const other of ['acme/mail', 'birch/pages']) {
      const refusal = await family.connect(other, id).catch((error: unknown) => error)
      assert.include(refusal, { code: 'E_CONSENT_NOT_SHARED' })
    }
  })
})
