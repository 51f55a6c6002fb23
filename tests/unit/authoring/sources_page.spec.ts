import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { examinePlugin } from '#authoring/doctor/examine_plugin'
import { sourcesPage, SOURCES_PAGE } from '#authoring/doctor/sources_page'
import { authoredPlugins } from '#authoring/plugins/authored_plugins'

test.group('The page with all sources', () => {
  test('is what the plugins say', async ({ assert }) => {
    const root = app.makePath()
    const plugins = await authoredPlugins(root)
    const written = await readFile(join(root, SOURCES_PAGE), 'utf8')

    assert.equal(
      written,
      sourcesPage(root, plugins),
      'Write it anew: node ace plugin:doctor --write-page'
    )
    assert.isAbove(plugins.length, 10)
  })

  test('every source can be examined, also one that is told of news', async ({ assert }) => {
    const root = app.makePath()
    const plugins = await authoredPlugins(root)

    const examined = await Promise.all(
      plugins.map((plugin) => examinePlugin(root, plugin, new Date('2026-11-30T09:00:00Z')))
    )

    const broken = examined.flatMap(({ id, findings }) =>
      findings.filter(({ concern }) => concern === 'broken').map(({ sentence }) => [id, sentence])
    )
    assert.deepEqual(broken, [])
  })
})
