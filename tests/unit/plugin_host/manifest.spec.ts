import { test } from '@japa/runner'
import type { ApiConnector, Plugin } from '#kit'
import { checkManifest } from '#plugin_host/manifest/check_manifest'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { withValue } from '#sandbox/conformance/awkward'
import { plugins } from '#generated/plugins'

function manifest() {
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

const SHOP = 'connectors.shop'
const ORDERS = `${SHOP}.streams.orders`

/** The sentences about a manifest that says something else, or nothing, in one place. */
function reasonsAfter(place: string, value: unknown): string[] {
  const verdict = checkManifest(withValue(manifest(), place.split('.'), value))
  return verdict.state === 'available' ? [] : verdict.reasons
}

test.group('A manifest', () => {
  test('that is right is available', ({ assert }) => {
    assert.equal(checkManifest(manifest()).state, 'available')
  })

  test('shows the texts of its language file where it names them', ({ assert }) => {
    const named = [
      ['texts', { title: 'Acme shop', gone: 'Sign in again.' }],
      ['title', { i18n: 'title' }],
      [`${SHOP}.http.errors`, [{ status: [401], then: 'reconnect', say: { i18n: 'gone' } }]],
      [`${ORDERS}.get`, undefined],
      [`${ORDERS}.post`, '/orders'],
      [`${ORDERS}.body`, { i18n: 'theirs' }],
    ] as const
    const candidate = named.reduce(
      (changed, [place, value]) => withValue(changed, place.split('.'), value),
      manifest() as unknown
    )

    const verdict = checkManifest(candidate)

    assert.equal(verdict.state, 'available', JSON.stringify(verdict))
    const { title, connectors } = (verdict as { manifest: Plugin }).manifest
    const { http, streams } = connectors!.shop as ApiConnector
    assert.deepEqual([title, http.errors![0].say], ['Acme shop', 'Sign in again.'])
    assert.deepEqual(streams.orders.body, { i18n: 'theirs' })
  })

  const MISTAKES: { sentence: string; place: string; value?: unknown }[] = [
    { sentence: `${ORDERS}.key is missing`, place: `${ORDERS}.key` },
    { sentence: 'title is missing', place: 'title' },
    {
      sentence: "title names the text 'toString', and lang/en.json has none",
      place: 'title',
      value: { i18n: 'toString' },
    },
    {
      sentence: `${SHOP}.auth.key.fields.apiKey.label names the text 'key', and lang/en.json has none`,
      place: `${SHOP}.auth.key.fields.apiKey.label`,
      value: { i18n: 'key' },
    },
    { sentence: 'id must be vendor/plugin in lower case', place: 'id', value: 'Acme' },
    { sentence: 'version must be a version like 1.2.3', place: 'version', value: '1' },
    { sentence: 'colour is not part of the contract', place: 'colour', value: 'red' },
    {
      sentence: `${SHOP}.auth.key.kind must be 'oauth2', 'apiKey', 'basic' or 'none'`,
      place: `${SHOP}.auth.key.kind`,
      value: 'magic',
    },
    { sentence: `${SHOP}.kind is missing; it must be 'api' or 'file'`, place: `${SHOP}.kind` },
    {
      sentence: `${SHOP}.http.timeout must be a duration such as PT30S or P14D`,
      place: `${SHOP}.http.timeout`,
      value: '30s',
    },
    {
      sentence: `${SHOP}.http calls api.acme.test, but no scope net:api.acme.test asks for it`,
      place: 'scopes',
      value: [],
    },
    {
      sentence: 'scopes asks for net:evil.test, and nothing uses it',
      place: 'scopes.1',
      value: { id: 'net:evil.test', why: '?' },
    },
    {
      sentence: `${SHOP}.auth.key.fields.apiKey looks like a secret and is not marked as one`,
      place: `${SHOP}.auth.key.fields.apiKey.secret`,
    },
    {
      sentence: `${SHOP}.settings.pin is a secret, and only the fields of auth are encrypted`,
      place: `${SHOP}.settings`,
      value: {
        type: 'object',
        properties: { pin: { type: 'string', title: 'PIN', format: 'secret' } },
      },
    },
    {
      sentence: `${ORDERS}.facts.metrics.sales is no metric of the catalogue`,
      place: `${ORDERS}.facts.metrics.sales`,
      value: '1',
    },
    {
      sentence: `${ORDERS}.facts.date: Unknown variable: response in \`response.day\`, where record, account, settings are known`,
      place: `${ORDERS}.facts.date`,
      value: 'response.day',
    },
    {
      sentence: `${ORDERS}: Unknown variable: credentials in \`credentials.apiKey\`, where account, parent, settings, client, window are known`,
      place: `${ORDERS}.query`,
      value: { key: '{credentials.apiKey}' },
    },
    {
      sentence: `${SHOP}.http.headers.X-Key: Unknown variable: credentials in \`credentials.apiKey\`, where account, parent, settings, client, window are known`,
      place: `${SHOP}.http.headers`,
      value: { 'X-Key': '{credentials.apiKey}' },
    },
    {
      sentence: `${SHOP}.streams.again counts orders again, which orders already answers for`,
      place: `${SHOP}.streams.again`,
      value: manifest().connectors.shop.streams.orders,
    },
    {
      sentence: `${ORDERS}.updates names the unknown stream 'carts'`,
      place: `${ORDERS}.updates`,
      value: [{ stream: 'carts', record: '$' }],
    },
    {
      sentence: `${ORDERS} must have either get or post`,
      place: `${ORDERS}.post`,
      value: '/x',
    },
  ]
  test('says what is wrong and where: {sentence}')
    .with(MISTAKES)
    .run(({ assert }, { sentence, place, value }) => {
      const name = place === 'id' ? 'Acme' : 'acme/shop'
      assert.deepEqual(reasonsAfter(place, value), [`plugin ${name}: ${sentence}`])
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

  test('a plugin that never finishes loading is an entry too', async ({ assert }) => {
    const hanging = { Plugin: () => new Promise(() => {}) }
    const good = { Plugin: async () => ({ default: manifest() }) }

    const [broken, sound] = await loadPlugins({ hanging, good }, 5)

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
