import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
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
    assert.match(text, /level 1: replay: skipped, because it calls nobody/)
  })

  test('fails for a plugin that is not there, and for a level that is not', async ({ assert }) => {
    const stranger = await run(['acme/nothing'])
    stranger.command.assertFailed()
    assert.match(stranger.text, /There is no plugin 'acme\/nothing'/)

    const level = await run(['stripe/payments', '--level=2'])
    level.command.assertFailed()
  })
})
