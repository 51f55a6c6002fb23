import { test } from '@japa/runner'
import { ConnectSource } from '#connections'
import { pluginRegistry } from '#plugin_host'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { sampleWindow } from '#sandbox/business/business'
import { ensureConnections } from '#sandbox/seed/connections'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenEmulator } from '#tests/support/sandbox_sources'

const NOW = new Date('2026-11-20T09:00:00Z')

test.group('The sample, where a plugin with an emulator cannot be used', () => {
  test('is made of the others', async ({ assert, cleanup }) => {
    const registry = await pluginRegistry()
    const others = registry.all().filter(({ id }) => id !== 'google/ads')
    cleanup(useRegistry(new PluginRegistry(others)))
    const emulator = await givenEmulator({ now: NOW })
    cleanup(() => emulator.stop())
    const organization = await givenOrganization()
    const owner = await givenMember(organization)

    const window = sampleWindow(NOW, 1)
    const runs = await ensureConnections({ organization, owner, window, now: NOW })

    assert.lengthOf(runs, 1)
  })

  test('is complete where an emulator answered too late once', async ({ assert, cleanup }) => {
    const { execute } = ConnectSource.prototype
    const late = new Set<string>()
    cleanup(() => void (ConnectSource.prototype.execute = execute))
    ConnectSource.prototype.execute = async function (order) {
      const source = order.name ?? ''
      if (!late.has(source)) {
        late.add(source)
        throw new Error('The vendor did not answer in time.')
      }
      return execute.call(this, order)
    }
    const emulator = await givenEmulator({ now: NOW })
    cleanup(() => emulator.stop())
    const organization = await givenOrganization()
    const owner = await givenMember(organization)

    const window = sampleWindow(NOW, 1)
    const runs = await ensureConnections({ organization, owner, window, now: NOW })

    assert.isAbove(late.size, 1)
    assert.lengthOf(runs, late.size)
  })
})
