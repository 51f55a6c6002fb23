import { test } from '@japa/runner'
import type { ApiConnector, Plugin } from '#kit'
import { checkManifest } from '#plugin_host/manifest/check_manifest'
import { withValue } from '#sandbox/conformance/awkward'
import { shopManifest as manifest } from '#tests/support/shop_manifest'

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
    {
      sentence: `${SHOP}.minorUnits.isk must be a currency code in capitals, like ISK`,
      place: `${SHOP}.minorUnits`,
      value: { isk: 2 },
    },
    {
      sentence: `${SHOP}.http.errors.0 makes every answer 200 a failure; \`when\` has to tell`,
      place: `${SHOP}.http.errors`,
      value: [{ status: [500, 200], then: 'retry' }],
    },
    {
      sentence: `${SHOP}.http.errors.0 fits no answer; give it \`status\` or \`when\``,
      place: `${SHOP}.http.errors`,
      value: [{ then: 'retry' }],
    },
    { sentence: 'id must be vendor/plugin in lower case', place: 'id', value: 'Acme' },
    { sentence: 'version must be a version like 1.2.3', place: 'version', value: '1' },
    { sentence: 'colour is not part of the contract', place: 'colour', value: 'red' },
    {
      sentence: `${SHOP}.auth.key.kind must be 'oauth2', 'apiKey', 'basic', 'clientCredentials', 'jwtBearer' or 'none'`,
      place: `${SHOP}.auth.key.kind`,
      value: 'magic',
    },
    {
      sentence: `${SHOP}.kind is missing; it must be 'api', 'file', 'webhook' or 'database'`,
      place: `${SHOP}.kind`,
    },
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
      sentence: `${SHOP}.settings.pin.sandbox: PIN must be one of 7.`,
      place: `${SHOP}.settings`,
      value: {
        type: 'object',
        properties: { pin: { type: 'integer', title: 'PIN', enum: [7], sandbox: 8 } },
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
      sentence: `${ORDERS}.query.key: Unknown variable: credentials in \`credentials.apiKey\`, where account, parent, settings, client, window, token, report, webhook, notification are known`,
      place: `${ORDERS}.query`,
      value: { key: '{credentials.apiKey}' },
    },
    {
      sentence: `${SHOP}.http.headers.X-Key: Unknown variable: credentials in \`credentials.apiKey\`, where account, parent, settings, client, window, token, report, webhook, notification are known`,
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
      sentence: `${ORDERS} must have exactly one of get, post, put, delete and url`,
      place: `${ORDERS}.post`,
      value: '/x',
    },
    {
      sentence: `${ORDERS}.get must be a path that begins with / (another host goes into base)`,
      place: `${ORDERS}.get`,
      value: 'https://api.acme.test/orders',
    },
    {
      sentence: `${ORDERS}.query.from: window has no 'form' (it has from, to, fromUnix, toUnix, fromIso, toIso) in \`window.form\``,
      place: `${ORDERS}.query`,
      value: { from: '{window.form}' },
    },
    {
      sentence: `${ORDERS}.query.shop: settings has no 'shop' (it has no fields here) in \`settings.shop\``,
      place: `${ORDERS}.query`,
      value: { shop: '{settings.shop}' },
    },
    {
      sentence: `${ORDERS}.query.from: window is never there: the stream has no cursor in \`window.from\``,
      place: `${ORDERS}.query`,
      value: { from: '{window.from}' },
    },
    {
      sentence: `${ORDERS}.get: parent is never there: the stream has no parents in \`parent.id\``,
      place: `${ORDERS}.get`,
      value: '/lists/{parent.id}/orders',
    },
    {
      sentence: `${ORDERS}: variables.after leads into a body, and a get has none; a query parameter of this name needs page.at: 'query'`,
      place: `${ORDERS}.page`,
      value: { by: 'cursor', next: 'next', parameter: 'variables.after' },
    },
    {
      sentence: `${ORDERS}.body is never sent: a call with a body is post or put`,
      place: `${ORDERS}.body`,
      value: { limit: 1 },
    },
    {
      sentence: `${ORDERS}.cursor.format is not part of the contract`,
      place: `${ORDERS}.cursor`,
      value: { field: 'day', format: 'YYYYMMDD' },
    },
    {
      sentence: `${ORDERS}.cursor.step makes slices, and the call sends no window: every slice would bring everything`,
      place: `${ORDERS}.cursor`,
      value: { field: 'day', step: 'P7D' },
    },
    {
      sentence: `${ORDERS}.cursor.descending reads one list until it leaves the window, so it goes with neither step, order nor report`,
      place: `${ORDERS}.cursor`,
      value: { field: 'day', step: 'P7D', descending: true },
    },
    {
      sentence: `${ORDERS}.each reads by account, and the connector lists no accounts`,
      place: `${ORDERS}.each`,
      value: 'account',
    },
    {
      sentence: `${ORDERS}.map names the hook 'orders', and there is no hooks.js beside the manifest`,
      place: `${ORDERS}.map`,
      value: 'hooks.orders',
    },
    {
      sentence: `${SHOP}.http calls *.acme.test, but no scope net:*.acme.test asks for it`,
      place: `${ORDERS}.base`,
      value: 'https://{account.id}.acme.test',
    },
  ]
  test('says what is wrong and where: {sentence}')
    .with(MISTAKES)
    .run(({ assert }, { sentence, place, value }) => {
      const name = place === 'id' ? 'Acme' : 'acme/shop'
      assert.deepEqual(reasonsAfter(place, value), [`plugin ${name}: ${sentence}`])
    })

  test('may have a host that is chosen as a whole among those it asks for by name', ({
    assert,
  }) => {
    assert.deepEqual(reasonsAfter(`${SHOP}.http.base`, 'https://{lower("API.ACME.TEST")}'), [])
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
