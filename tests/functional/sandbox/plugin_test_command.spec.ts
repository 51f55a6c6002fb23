import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import stripe from '#plugins/connectors/stripe/plugin'
import PluginTest from '../../../commands/plugin_test.js'

test.group('node ace plugin:test', (group) => {
  group.each.setup(() => {
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })

  async function run(args: string[]) {
    const command = await ace.create(PluginTest, args)
    await command.exec()
    const lines = command.ui.logger.getLogs().map(({ message }) => message)
    return { command, text: lines.join('\n') }
  }

  test('tells what was kept, and why something was not tried', async ({ assert }) => {
    const { command, text } = await run(['quarterdeck/files', '--level=1'])

    command.assertSucceeded()
    assert.match(text, /quarterdeck\/files, level 0: the README has its sections/)
    assert.match(text, /level 1: replay: skipped, because it makes no calls/)
  })

  test('fails for a plugin that is not there, and for a level that is not', async ({ assert }) => {
    const stranger = await run(['acme/nothing'])
    stranger.command.assertFailed()
    assert.match(stranger.text, /There is no plugin 'acme\/nothing'. These are there: .*stripe/)

    const level = await run(['stripe/payments', '--level=3'])
    level.command.assertFailed()
  })

  test('says why a plugin that cannot be loaded is not found by its id', async ({
    assert,
    cleanup,
  }) => {
    const broken = { Plugin: () => Promise.reject(new Error('boom')) }
    cleanup(useRegistry(new PluginRegistry(await loadPlugins({ connectors: { broken } }))))

    const { command, text } = await run(['acme/broken'])

    command.assertFailed()
    assert.match(text, /The plugin in plugins\/connectors\/broken cannot be loaded: boom\./)
  })

  test('asks for an emulator before it replays', async ({ assert, cleanup }) => {
    const shop = { Plugin: async () => ({ default: { ...stripe, id: 'acme/shop' } }) }
    cleanup(useRegistry(new PluginRegistry(await loadPlugins({ shop }))))

    const { command, text } = await run(['acme/shop', '--level=1'])

    command.assertFailed()
    assert.match(
      text,
      /level 1: replay\n +no sandbox\/emulator\.ts that can be loaded speaks for this id/
    )
  })
})
