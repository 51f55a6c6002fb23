import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { plugins } from '#generated/plugins'
import type { ApiConnector, Plugin } from '#kit'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { scratchFolder } from '#tests/support/scratch'
import { shopManifest as manifest } from '#tests/support/shop_manifest'

test.group('Loading plugins', () => {
  test('finds every plugin in the plugins folder, all of them sound', async ({ assert }) => {
    const loaded = await loadPlugins(plugins)

    assert.includeMembers(
      loaded.map(({ id }) => id),
      ['google/ads', 'stripe/payments', 'quarterdeck/files']
    )
    assert.deepEqual(
      loaded.filter(({ state }) => state !== 'available'),
      []
    )
  })

  test('a bad plugin is an entry with a reason and harms no other', async ({ assert }) => {
    const loaded = await loadPlugins({
      bad: {
        throwing: { Plugin: () => Promise.reject(new Error('no such file')) },
        empty: { Plugin: async () => ({}) },
        wrong: { Plugin: async () => ({ default: { ...manifest(), title: 7 } }) },
        old: { Plugin: async () => ({ default: { ...manifest(), sdk: '^9.0' } }) },
      },
      good: { Plugin: async () => ({ default: { ...manifest(), id: 'acme/good' } }) },
    })

    assert.deepEqual(
      loaded.map(({ id, state }) => [id, state]),
      [
        ['unnamed/bad-throwing', 'broken'],
        ['unnamed/bad-empty', 'invalid'],
        ['acme/shop', 'invalid'],
        ['acme/shop-duplicate', 'invalid'],
        ['acme/good', 'available'],
      ]
    )
    assert.match(loaded[0].reason!, /bad\/throwing cannot be loaded: no such file/)
  })

  test('takes the text of hooks.js into the manifest and its checksum, and runs none of it', async ({
    assert,
  }) => {
    const root = scratchFolder()
    const hooked = manifest() as Plugin
    const { streams } = hooked.connectors!.shop as ApiConnector
    streams.orders.map = 'hooks.spread'
    const load = () =>
      loadPlugins(
        { connectors: { acmeShop: { Plugin: async () => ({ default: hooked }) } } },
        { root }
      )
    const reason = async () => {
      const [plugin] = await load()
      return plugin.reason ?? ''
    }
    const write = (code: string) => writeFileSync(join(root, 'connectors/acme_shop/hooks.js'), code)
    mkdirSync(join(root, 'connectors/acme_shop'), { recursive: true })

    assert.match(await reason(), /there is no hooks\.js beside the manifest/)
    write('throw new Error("evaluated")\nexport function other() {}')
    assert.match(await reason(), /hooks\.js exports no function of this name/)
    write('throw new Error("evaluated")\nexport function* spread() {}')
    const [one] = await load()
    write('export const spread = () => []')
    const [other] = await load()
    assert.deepEqual([one.state, other.state], ['available', 'available'])
    assert.notEqual(one.checksum, other.checksum)
    delete streams.orders.map
    assert.match(await reason(), /hooks\.js is there, and no stream names a hook of it/)
  })

  test('a plugin that never finishes loading is an entry too', async ({ assert }) => {
    const hanging = { Plugin: () => new Promise(() => {}) }
    const good = { Plugin: async () => ({ default: manifest() }) }

    const [broken, sound] = await loadPlugins({ hanging, good }, { patienceMs: 5 })

    assert.deepEqual([broken.state, sound.state], ['broken', 'available'])
    assert.match(broken.reason!, /plugins\/hanging cannot be loaded: it was not loaded within/)
  })

  test('what a compiler says at length becomes one line that names the folder and the place', async ({
    assert,
  }) => {
    const picture =
      '  x Unexpected token.\n   ,-[/home/a/plugin.ts:2:50]\n 1 | import\n   0: <unknown>'
    const [{ reason }] = await loadPlugins({
      connectors: { acmeAds: { Plugin: () => Promise.reject(new Error(picture)) } },
    })

    const where = 'plugin in plugins/connectors/acme_ads'
    assert.equal(reason, `${where} cannot be loaded: Unexpected token (plugin.ts:2:50)`)
  })

  test('several mistakes are one sentence that names the plugin once', async ({ assert }) => {
    const { title, summary, ...rest } = manifest()
    const [{ reason }] = await loadPlugins({ bad: { Plugin: async () => ({ default: rest }) } })

    assert.equal(reason, 'plugin acme/shop: title is missing; summary is missing')
  })
})
