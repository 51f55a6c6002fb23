import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import OAuthClientSet from '../../../commands/oauth_client_set.js'

const clients = () => db.from('platform_oauth_clients').where('plugin_id', 'google/ads')

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

  test('says that a plugin has no such sign-in', async ({ assert }) => {
    const command = await ace.create(OAuthClientSet, ['stripe/payments', 'google'])

    await command.exec()

    command.assertFailed()
    assert.lengthOf(await clients(), 0)
  })
})
