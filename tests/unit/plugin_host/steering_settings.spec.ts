import { test } from '@japa/runner'
import { steeringSettings } from '#plugin_host/settings/steering_settings'

const named = (name: string) => [name, { type: 'string', title: name }]
const SETTINGS = { properties: Object.fromEntries(['shop', 'shop_id', 'label'].map(named)) }

/** The settings that decide what is read, in a connector declared like this. */
const steeringIn = (declared: object) =>
  steeringSettings({ settings: SETTINGS, http: {}, streams: {}, ...declared } as never)

test.group('Settings that decide what is read', () => {
  test('are those that {place} names')
    .with([
      { place: 'a call', declared: { streams: { orders: { get: '/{settings.shop}/orders' } } } },
      { place: 'a mapping', declared: { streams: { orders: { when: 'settings.shop == ""' } } } },
      { place: 'a header', declared: { http: { headers: { 'x-shop': '{settings.shop}' } } } },
      { place: 'the list of accounts', declared: { accounts: { when: 'has(settings.shop)' } } },
    ])
    .run(({ assert }, { declared }) => {
      assert.deepEqual(steeringIn(declared), ['shop'])
    })

  test('are not those that only prove access', ({ assert }) => {
    assert.deepEqual(steeringIn({ check: { get: '/{settings.shop}' } }), [])
  })

  test('are all where settings are used as a whole', ({ assert }) => {
    const streams = { orders: { when: 'settings["shop"] == ""' } }
    assert.deepEqual(steeringIn({ streams }), ['shop', 'shop_id', 'label'])
  })
})
