import { test } from '@japa/runner'
import { openVendorSession } from '#connections'
import { assertGranted } from '#reading/call/granted_hosts'
import { newId, withTenant } from '#foundation'
import { SwitchPlugin } from '#plugin_host/actions/switch_plugin'
import type { RunningEmulator } from '#sandbox'
import { bundledRegistry, PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { type LoadedPlugin } from '#plugin_host/registry/load_plugins'
import { carryOutRun, findRun, listSources, requestSync } from '#sync'
import { whatNeedsAttention } from '#alerts/queries/what_needs_attention'
import ClaimDueSyncs from '#sync/actions/claim_due_syncs'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenEmulator, givenSandboxSource } from '#tests/support/sandbox_sources'
import { signIn } from '#tests/support/sign_in'

const NOW = new Date('2026-11-20T09:00:00Z')
const OFF =
  'The plugin Stripe is disabled, so its sources do not sync. Enable it under Settings, Plugins.'

test.group('A plugin that an organization does not let read', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator({ now: NOW })
    return () => emulator.stop()
  })

  async function givenStripe() {
    const organization = await givenOrganization()
    const request = { organization, pluginId: 'stripe/payments' as const }
    const { connection } = await givenSandboxSource(request)
    const inTenant = (sql: string, values: unknown[] = []) =>
      withTenant(organization.id, (tenant) => tenant.query(sql, [organization.id, ...values]))
    return {
      organization,
      connection,
      open: () => openVendorSession(organization, connection.id, { correlationId: newId() }),
      grant: (scopes: string[]) =>
        inTenant('UPDATE plugin_installs SET granted_scopes = $2 WHERE organization_id = $1', [
          scopes,
        ]),
      turn: (to: 'enabled' | 'disabled') =>
        withTenant(organization.id, () =>
          new SwitchPlugin().execute(
            { organization, pluginId: 'stripe/payments', actor: { id: null } },
            to
          )
        ),
      request: () =>
        withTenant(organization.id, (tenant) =>
          requestSync(tenant, {
            connectionId: connection.id,
            kind: 'manual',
            requestedBy: null,
            now: NOW,
          })
        ),
      inTenant,
    }
  }

  test('because it is switched off: nothing is opened and no sync begins', async ({ assert }) => {
    const source = await givenStripe()
    await source.turn('disabled')

    await assert.rejects(source.open, OFF)
    await assert.rejects(source.request, OFF)
    await source.turn('enabled')
    await assert.doesNotReject(source.open)
  })

  test('because it was removed: the person reads so', async ({ assert }) => {
    const source = await givenStripe()
    await source.inTenant('DELETE FROM plugin_installs WHERE organization_id = $1')

    await assert.rejects(source.open, /is not installed/)
  })

  test('because this installation cannot use it: nothing is opened and no sync begins', async ({
    assert,
    cleanup,
  }) => {
    const source = await givenStripe()
    const bundled = await bundledRegistry()
    const { version } = bundled.all().find(({ id }) => id === 'stripe/payments')!
    const reason = `plugin stripe/payments: version ${version} was changed after its release`
    const broken = { id: 'stripe/payments', version, sdk: '', state: 'invalid', reason }
    const entry = { ...broken, manifest: null, checksum: '' } as LoadedPlugin
    cleanup(useRegistry(new PluginRegistry([entry])))

    await assert.rejects(source.open, `This plugin cannot be used: ${reason}.`)
    await assert.rejects(source.request, `This plugin cannot be used: ${reason}.`)
  })

  test('stands in the list of sources and on the home page, with the reason', async ({
    assert,
  }) => {
    const source = await givenStripe()
    await source.turn('disabled')

    await withTenant(source.organization.id, async (tenant) => {
      const [listed] = await listSources(tenant)
      const [trouble] = await whatNeedsAttention(tenant)
      assert.equal(listed.off, OFF)
      assert.deepInclude(trouble, { kind: 'plugin_off', message: OFF })
    })
  })

  test('is named with the reason on the pages of its sources', async ({ client, assert }) => {
    const source = await givenStripe()
    const { organization, connection } = source
    await source.turn('disabled')
    const as = await signIn(await givenMember(organization))
    const address = `/o/${organization.slug}/sources`

    const list = await as(client.get(address).withInertia())
    const page = await as(client.get(`${address}/${connection.slug}`).withInertia())

    assert.containSubset(list.body().props, { sources: [{ off: OFF }] })
    assert.containSubset(page.body().props, { source: { off: OFF } })
  })

  test('because a permission is missing: it is named', async ({ assert }) => {
    const source = await givenStripe()
    await source.grant(['net:api.stripe.com'])

    await assert.rejects(source.open, /was not granted metrics:write/)
  })

  test('while a sync waits: the run ends with the reason', async ({ assert }) => {
    const source = await givenStripe()
    await source.turn('disabled')
    const place = { organizationId: source.organization.id, connectionId: source.connection.id }

    const runId = await carryOutRun({ ...place, now: NOW })

    const run = await withTenant(place.organizationId, (tenant) => findRun(tenant, runId))
    assert.deepInclude(run, { status: 'failed', errorKind: 'configuration', errorMessage: OFF })
  })

  test('its schedule passes it by, and goes on when it is switched on', async ({ assert }) => {
    const source = await givenStripe()
    const runs = async () => {
      const { rows } = await source.inTenant('SELECT id FROM sync_runs WHERE organization_id = $1')
      return rows.length
    }
    const due = () =>
      source.inTenant(
        `INSERT INTO sync_schedule (organization_id, connection_id, next_sync_at) VALUES ($1, $2, $3)
         ON CONFLICT (organization_id, connection_id) DO UPDATE SET next_sync_at = EXCLUDED.next_sync_at`,
        [source.connection.id, NOW]
      )
    await source.turn('disabled')
    await due()
    await new ClaimDueSyncs().execute(NOW)
    assert.equal(await runs(), 0)

    await source.turn('enabled')
    await due()
    await new ClaimDueSyncs().execute(NOW)
    assert.equal(await runs(), 1)
  })

  test('a host that nobody agreed to is not called', ({ assert }) => {
    assert.throws(
      () => assertGranted(new Set(['api.stripe.com']), 'https://evil.test/x', 'Stripe'),
      'Stripe needs a permission that was not granted: evil.test. Nothing was sent. Grant it under Settings, Plugins.'
    )
  })
})
