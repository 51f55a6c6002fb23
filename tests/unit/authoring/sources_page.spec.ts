import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
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
})
