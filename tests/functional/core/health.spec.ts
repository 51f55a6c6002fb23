import db from '@adonisjs/lucid/services/db'
import sinon from 'sinon'
import { test } from '@japa/runner'

const ask = async (path: string) => {
  const answer = await fetch(new URL(path, process.env.APP_URL))
  return {
    status: answer.status,
    cookie: answer.headers.get('set-cookie'),
    body: await answer.json(),
  }
}

test.group('Health', (group) => {
  group.each.teardown(() => sinon.restore())

  test('a process whose database is away lives, and is not ready', async ({ assert }) => {
    sinon.stub(db, 'rawQuery').rejects(new Error('connect ECONNREFUSED'))

    assert.deepEqual(await ask('/health/live'), {
      status: 200,
      cookie: null,
      body: { status: 'alive' },
    })
    assert.deepEqual(await ask('/health/ready'), {
      status: 503,
      cookie: null,
      body: { status: 'unavailable', database: 'down' },
    })
  })

  test('a process that can serve is ready', async ({ assert }) => {
    const { status, body } = await ask('/health/ready')

    assert.deepEqual([status, body], [200, { status: 'ready', database: 'up' }])
  })
})
