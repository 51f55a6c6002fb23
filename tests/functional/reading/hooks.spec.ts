import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { stopHookRunner } from '#plugin_host/hooks/run_hook'
import { HookedShop, SPREAD } from '#tests/support/hooks/hooked_shop'

const PLAIN = 'plain post p 2026-11-01: 9'
const WHOLE = [
  PLAIN,
  'series campaign a 2026-11-01: 3',
  'series campaign a 2026-11-02: 4',
  'series campaign b 2026-11-01: 5',
  'series campaign b 2026-11-02: 0',
]

const FAILED = 'Earlier numbers stay. Update the plugin, or report this to its publisher.'

/** Each stands for a hook that does not do its work, and the sentence at the source. */
const BROKEN = [
  {
    title: 'throws',
    hooks: 'export function spread() { throw new Error("no days") }',
    says: 'threw an error (Error: no days)',
  },
  {
    title: 'never ends',
    hooks: 'export function spread() { for (;;); }',
    says: 'used more than 2 s of computing time',
  },
  {
    title: 'names another host',
    hooks:
      'export function* spread() { yield { call: { url: "https://evil.example/?k=1" } }; return [] }',
    says: "asked for a call with 'url', and calls have only get, post, query, body",
  },
  {
    title: 'climbs out of the address of the connector',
    hooks:
      'export function* spread() { yield { call: { get: "//evil.example/x" } }; yield { call: { get: "https://evil.example" } } }',
    says: "asked for the path 'https://evil.example', which does not stay below the address of the connector",
  },
  {
    title: 'asks for what is no call',
    hooks: 'export function* spread() { yield { store: ["get", "token"] } }',
    says: 'asked for a call that is no object',
  },
]

test.group('A stream with a hook', (group) => {
  let shop: HookedShop
  group.each.setup(() => () => shop.stop())
  group.teardown(stopHookRunner)

  async function synced(field: 'status' | 'error_code') {
    const run = await shop.sync()
    return run[field]
  }

  async function givenShop(hooks: string) {
    await db.from('vendor_circuits').where('key', 'like', 'hooks|acme/small%').delete()
    shop = await HookedShop.given(hooks)
  }

  test('stores what the hook makes of the answer, once, however often it is synced', async ({
    assert,
  }) => {
    await givenShop(SPREAD)
    const first = await shop.sync()
    const second = await shop.sync()

    assert.deepEqual([first.status, second.status], ['succeeded', 'succeeded'])
    assert.deepEqual(await shop.clicks(), WHOLE)
    assert.equal(second.records_restated, '0')
    assert.include(shop.asked, '/names?ids=a,b')
  })

  test('whose hook {title}: it says so, the other streams are read, and nothing is lost')
    .with(BROKEN)
    .run(async ({ assert }, { hooks, says }) => {
      await givenShop(hooks)
      const run = await shop.sync()

      assert.deepEqual([run.status, run.error_kind], ['partial', 'permanent'])
      assert.equal(
        run.error_message,
        `series: The hook 'spread' of acme/small 1.0.0 ${says}, so nothing of this page was stored. ${FAILED}`
      )
      assert.deepEqual(await shop.clicks(), [PLAIN])

      await shop.update(SPREAD)
      assert.equal(await synced('status'), 'succeeded')
      assert.deepEqual(await shop.clicks(), WHOLE)
    })

  test('keeps its numbers when an update of the plugin breaks the hook', async ({ assert }) => {
    await givenShop(SPREAD)
    await shop.sync()
    await shop.update('export const spread = () => [{ id: "a", day: 0 / 0 }]')
    const run = await shop.sync()

    assert.equal(run.error_code, 'E_HOOK_ANSWER')
    assert.deepEqual(await shop.clicks(), WHOLE)
  })

  test('is not run for a minute after its version failed ten times in a row', async ({
    assert,
  }) => {
    await givenShop('export function spread() { throw 1 }')
    for (let failure = 1; failure <= 10; failure++) {
      assert.equal(await synced('error_code'), 'E_HOOK_THREW')
    }
    await shop.update(SPREAD)
    const rested = await shop.sync()

    assert.deepEqual([rested.status, rested.error_code], ['waiting', 'E_HOOK_SUSPENDED'])
    assert.deepEqual(await shop.clicks(), [PLAIN])

    await shop.clock.sleep(61_000)
    const resumed = await shop.carryOut(rested.id)
    assert.equal(resumed.status, 'succeeded')
    assert.deepEqual(await shop.clicks(), WHOLE)
  })

  test('is told null of what the vendor does not have', async ({ assert }) => {
    const hooks =
      'export function* spread() { const gone = yield { call: { get: "/gone" } }; return [{ id: "a", day: "2026-11-03", name: String(gone), clicks: 1 }] }'
    await givenShop(hooks)

    assert.equal(await synced('status'), 'succeeded')
    assert.include(await shop.clicks(), 'series campaign a 2026-11-03: 1')
  })
})
