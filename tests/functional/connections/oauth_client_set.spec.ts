import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import OAuthClientSet from '../../../commands/oauth_client_set.js'

const clients = () => db.from('platform_oauth_clients').where('plugin_id', 'google')

test.group('node ace oauth-client:set', (group) => {
  group.each.setup(() => {
    ace.ui.switchMode('raw')
    return async () => {
      ace.ui.switchMode('normal')
      await clients().delete()
    }
  })

  test('stores the client with its secrets sealed', async ({ assert }) => {
    const command = await ace.create(OAuthClientSet, ['google/ads', 'google', '--id=client-7'])
    command.prompt.trap('Client secret').replyWith('a-secret-of-google')
    command.prompt.trap('Developer token').replyWith('a-developer-token')

    await command.exec()

    command.assertSucceeded()
    const [row] = await clients()
    assert.equal(row.client_id, 'client-7')
    assert.notMatch(JSON.stringify(row), /a-secret-of-google|a-developer-token/)
  })

  test('takes the secrets from a script line by line, and says what the vendor has to know', async ({
    assert,
  }) => {
    const args = ['google/ads', 'google', '--id=client-8', '--stdin']
    const command = await ace.create(OAuthClientSet, args)
    command.input = Readable.from([Buffer.from('a-secret\na-developer-token\n')])

    await command.exec()

    command.assertSucceeded()
    const said = command.ui.logger.getLogs().map(({ message }) => message)
    assert.match(said.join(), /redirect address at the vendor: http.*\/oauth\/callback/)
    assert.lengthOf(await clients().where('client_id', 'client-8'), 1)
  })

  test('stores nothing where something is missing', async ({ assert }) => {
    const command = await ace.create(OAuthClientSet, ['google/ads', 'google', '--stdin'])
    command.input = Readable.from([Buffer.from('a-secret\n')])

    await command.exec()

    command.assertFailed()
    const [{ message }] = command.ui.logger.getLogs()
    assert.match(message, /Nothing was stored\. Missing: Client id, Developer token\./)
    assert.lengthOf(await clients(), 0)
  })

  test('says that a plugin has no such sign-in', async ({ assert }) => {
    const command = await ace.create(OAuthClientSet, ['stripe/payments', 'google'])

    await command.exec()

    command.assertFailed()
    assert.lengthOf(await clients(), 0)
  })
})
