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

  test('keeps what only one of its sources needs, and names what is missing', async ({
    assert,
    cleanup,
  }) => {
    const place = { pluginId: 'cedar/ads', authName: 'consent' }
    const alone = await loadPlugins({ ads: plugin('cedar/ads') })
    const leave = useRegistry(new PluginRegistry(alone))
    const client = { id: 'first', secret: 'secret', fields: { developerToken: 'planted' } }
    await saveOAuthClient(place, client, new Date())
    leave()
    const family = { ads: plugin('cedar/ads', 'cedar'), pages: plugin('cedar/pages', 'cedar') }
    cleanup(useRegistry(new PluginRegistry(await loadPlugins(family))))
    const needing = { kind: 'oauth2', clientFields: { developerToken: { label: 'Token' } } }
    const auth = needing as unknown as OAuth2

    assert.deepEqual(await oauthClient(place, auth, 'live'), client)

    const pages = { ...place, pluginId: 'cedar/pages' }
    await saveOAuthClient(pages, { id: 'second', secret: 'other', fields: {} }, new Date())
    await assert.rejects(() => oauthClient(place, auth, 'live'), /lacks developerToken/)

    await saveOAuthClient(place, client, new Date())
    await saveOAuthClient(pages, { id: 'third', secret: 'other', fields: {} }, new Date())
    assert.deepEqual(await oauthClient(place, auth, 'live'), {
      id: 'third',
      secret: 'other',
      fields: { developerToken: 'planted' },
    })
  })
})
