import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { definePlugin } from '#kit'
import { runHook, stopHookRunner } from '#plugin_host/hooks/run_hook'
import { checkManifest } from '#plugin_host/manifest/check_manifest'
import { compileConnector } from '#reading/map/compile_connector'

/** The first example of the guide, as its readers copy it. */
function exampleOfTheGuide() {
  const guide = readFileSync(app.makePath('docs/plugin-developers.md'), 'utf8')
  const [, code] = /```ts\n([\s\S]+?)```/.exec(guide)!
  const manifest = code.slice(code.indexOf('definePlugin('))
  return new Function('definePlugin', `return ${manifest}`)(definePlugin)
}

test.group('The guide for plugin developers', (group) => {
  group.teardown(stopHookRunner)

  test('begins with a manifest that works as it stands', ({ assert }) => {
    const manifest = exampleOfTheGuide()

    assert.deepEqual(checkManifest(manifest), { state: 'available', manifest })
    assert.doesNotThrow(() => compileConnector(manifest, 'ads'))
  })

  test('shows a hook that does what it says', async ({ assert }) => {
    const guide = readFileSync(app.makePath('docs/plugin-developers.md'), 'utf8')
    const [, code] = /```js\n([\s\S]+?)```/.exec(guide)!
    const input = { records: [{ days: ['2026-11-01'], clicks: { a: [3] } }] }
    const asked: unknown[] = []
    const records = await runHook(
      { code, name: 'spread', input, now: new Date(0) },
      async (call) => {
        asked.push(call)
        return { status: 200, body: { names: { a: 'Autumn' } } }
      }
    )

    assert.deepEqual(records, [{ id: 'a', day: '2026-11-01', name: 'Autumn', clicks: 3 }])
    assert.deepEqual(asked, [{ call: { get: '/v1/names', query: { ids: 'a' } } }])
  })
})
