import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { givenApiKey } from '#tests/support/api_keys'
import { givenOrganization } from '#tests/support/organizations'

const sessions = async () => {
  const [{ count }] = await db.from('sessions').count('* as count')
  return Number(count)
}

const call = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, process.env.APP_URL), init)

test.group('A program that calls the API', () => {
  test('gets no cookie and leaves no session, whether it may or not', async ({ assert }) => {
    const key = await givenApiKey(await givenOrganization(), ['metrics:read'])
    const before = await sessions()
    const question = (authorization: string) =>
      call('/api/v1/metrics/query', {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ metrics: ['spend'], range: { preset: 'last_7_days' } }),
      })

    const answers = [await question(`Bearer ${key}`), await question('Bearer qd_live_wrong')]
    answers.push(await call('/api/v1/openapi.json'))

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 401, 200]
    )
    for (const { headers } of answers) {
      assert.isNull(headers.get('set-cookie'))
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
    }
    assert.equal(await sessions(), before)
  })
})
