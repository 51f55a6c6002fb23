import { test } from '@japa/runner'
import { oauthClient, saveOAuthClient } from '#connections/oauth/oauth_clients'
import type { OAuth2 } from '#kit'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { shopManifest } from '#tests/support/shop_manifest'

const plugin = (id: string, family?: string) => ({
  Plugin: async () => ({ default: { ...shopManifest(), id, ...(family ? { family } : {}) } }),
})

test.group('A vendor family', () => {
  test('has one client for all its sources, and none for strangers', async ({
    assert,
    cleanup,
  }) => {
    const plugins = await loadPlugins({
      ads: plugin('acme/ads', 'acme'),
      pages: plugin('acme/pages', 'acme'),
      other: plugin('birch/ads'),
    })
    cleanup(useRegistry(new PluginRegistry(plugins)))
    const client = { id: 'client', secret: 'secret', fields: {} }
    const auth = { kind: 'oauth2' } as OAuth2
    const clientOf = (pluginId: string) =>
      oauthClient({ pluginId, authName: 'consent' }, auth, 'live')

    await saveOAuthClient({ pluginId: 'acme/ads', authName: 'consent' }, client, new Date())

    assert.deepEqual(await clientOf('acme/pages'), client)
    await assert.rejects(() => clientOf('birch/ads'), /no client for birch\/ads/)
  })
})
