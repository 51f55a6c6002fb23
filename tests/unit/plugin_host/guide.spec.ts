import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { definePlugin } from '#kit'
import { checkManifest } from '#plugin_host/manifest/check_manifest'
import { compileConnector } from '#reading/map/compile_connector'

/** The first example of the guide, as its readers copy it. */
function exampleOfTheGuide() {
  const guide = readFileSync(app.makePath('docs/plugin-developers.md'), 'utf8')
  const [, code] = /```ts\n([\s\S]+?)```/.exec(guide)!
  const manifest = code.slice(code.indexOf('definePlugin('))
  return new Function('definePlugin', `return ${manifest}`)(definePlugin)
}

test.group('The guide for plugin developers', () => {
  test('begins with a manifest that works as it stands', ({ assert }) => {
    const manifest = exampleOfTheGuide()

    assert.deepEqual(checkManifest(manifest), { state: 'available', manifest })
    assert.doesNotThrow(() => compileConnector(manifest, 'ads'))
  })
})
