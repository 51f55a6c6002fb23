import { test } from '@japa/runner'
import type { Plugin } from '#kit'
import { checkManifest } from '#plugin_host/manifest/check_manifest'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { plugins } from '#generated/plugins'

function manifest(): any {
  return {
    id: 'acme/shop',
    version: '1.0.0',
    sdk: '^1.0',
    title: 'Acme',
    summary: 'A shop.',
    licence: 'MIT',
    scopes: [{ id: 'net:api.acme.test', why: 'Reads orders.' }],
    connectors: {
      shop: {
        kind: 'api',
        title: 'Acme',
        category: 'commerce',
        auth: { key: { kind: 'apiKey', fields: { apiKey: { label: 'Key', secret: true } } } },
        http: { base: 'https://api.acme.test', page: { by: 'none' } },
        check: { get: '/me' },
        streams: {
          orders: {
            get: '/orders',
            records: 'data',
            key: 'id',
            facts: {
              mode: 'event',
              date: 'record.day',
              entity: { kind: 'order', id: 'record.id', name: 'record.id' },
              metrics: { orders: '1' },
            },
          },
        },
      },
    },
  } satisfies Plugin
}

/** The sentences about a manifest that was changed in one place. */
function reasonsAfter(change: (shop: any, plugin: any) => void): string[] {
  const changed = manifest()
  change(changed.connectors.shop, changed)
  const verdict = checkManifest(changed)
  return verdict.state === 'available' ? [] : verdict.reasons
}

test.group('A manifest', () => {
  test('that is right is available', ({ assert }) => {
    assert.equal(checkManifest(manifest()).state, 'available')
  })

  const MISTAKES: [string, (shop: any, plugin: any) => void][] = [
    ['connectors.shop.streams.orders.key is missing', ({ streams }) => delete streams.orders.key],
    ['title is missing', (_, plugin) => delete plugin.title],
    ['id must be vendor/plugin in lower case', (_, plugin) => (plugin.id = 'Acme')],
    ['version must be a version like 1.2.3', (_, plugin) => (plugin.version = '1')],
    ['colour is not part of the contract', (_, plugin) => (plugin.colour = 'red')],
    [
      "connectors.shop.auth.key.kind must be 'oauth2', 'apiKey', 'basic' or 'none'",
      ({ auth }) => (auth.key.kind = 'magic'),
    ],
    ["connectors.shop.kind is missing; it must be 'api' or 'file'", (shop) => delete shop.kind],
    [
      'connectors.shop.http.timeout must be a duration such as PT30S or P14D',
      ({ http }) => (http.timeout = '30s'),
    ],
    [
      'connectors.shop.http calls api.acme.test, but no scope net:api.acme.test asks for it',
      (_, plugin) => (plugin.scopes = []),
    ],
    [
      'scopes asks for net:evil.test, and nothing uses it',
      (_, plugin) => plugin.scopes.push({ id: 'net:evil.test', why: '?' }),
    ],
    [
      'connectors.shop.auth.key.fields.apiKey looks like a secret and is not marked as one',
      ({ auth }) => delete auth.key.fields.apiKey.secret,
    ],
    [
      'connectors.shop.settings.pin is a secret, and only the fields of auth are encrypted',
      (shop) =>
        (shop.settings = {
          type: 'object',
          properties: { pin: { type: 'string', title: 'PIN', format: 'secret' } },
        }),
    ],
    [
      'connectors.shop.streams.orders.facts.metrics.sales is no metric of the catalogue',
      ({ streams }) => (streams.orders.facts.metrics.sales = '1'),
    ],
    [
      'connectors.shop.streams.orders.facts.date: Unknown variable: response in `response.day`, where record, account, settings are known',
      ({ streams }) => (streams.orders.facts.date = 'response.day'),
    ],
    [
      'connectors.shop.streams.orders: Unknown variable: credentials in `credentials.apiKey`, where account, parent, settings, client, window are known',
      ({ streams }) => (streams.orders.query = { key: '{credentials.apiKey}' }),
    ],
    [
      'connectors.shop.http.headers.X-Key: Unknown variable: credentials in `credentials.apiKey`, where account, parent, settings, client, window are known',
      ({ http }) => (http.headers = { 'X-Key': '{credentials.apiKey}' }),
    ],
    [
      'connectors.shop.streams.again counts orders again, which orders already answers for',
      ({ streams }) => (streams.again = structuredClone(streams.orders)),
    ],
    [
      "connectors.shop.streams.orders.updates names the unknown stream 'carts'",
      ({ streams }) => (streams.orders.updates = [{ stream: 'carts', record: '$' }]),
    ],
    [
      'connectors.shop.streams.orders must have either get or post',
      ({ streams }) => (streams.orders.post = '/x'),
    ],
  ]
  test('says what is wrong and where')
    .with(MISTAKES)
    .run(({ assert }, [sentence, change]) => {
      const name = sentence.startsWith('id ') ? 'Acme' : 'acme/shop'
      assert.deepEqual(reasonsAfter(change), [`plugin ${name}: ${sentence}`])
    })

  test('for another contract is incompatible, not invalid', ({ assert }) => {
    for (const sdk of ['^2.0', '^1.7', '^9']) {
      const verdict = checkManifest({ ...manifest(), sdk })
      assert.deepEqual(verdict, {
        state: 'incompatible',
        reasons: [
          `plugin acme/shop: it was written for contract ${sdk}, and this installation serves 1.0.0`,
        ],
      })
    }
  })

  test('that is no object at all is invalid', ({ assert }) => {
    for (const candidate of [null, undefined, 7, 'x', []]) {
      assert.equal(checkManifest(candidate).state, 'invalid')
    }
  })
})

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
