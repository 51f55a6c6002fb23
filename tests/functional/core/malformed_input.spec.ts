import { test } from '@japa/runner'
import { givenApiKey } from '#tests/support/api_keys'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { sessionHeaders } from '#tests/support/sign_in'

interface Sent {
  path: string
  body?: string
  method?: string
  headers?: Record<string, string>
}

const JSON_BODY = { 'content-type': 'application/json', 'accept': 'application/json' }
const HALF = '\\ud800'

async function answer(sent: Sent, own: Record<string, string>) {
  const { path, body, headers } = sent
  const response = await fetch(process.env.APP_URL + path, {
    method: sent.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...JSON_BODY, ...own, ...headers },
    body,
    redirect: 'manual',
  })
  const text = await response.text()
  return { status: response.status, size: text.length, text }
}

test.group('Input that nothing can read', () => {
  test('is refused with a sentence before anybody is known: {code}')
    .with([
      { body: `{"email":"a${HALF}@example.test"}`, code: 'E_TEXT_UNREADABLE' },
      { body: `{"pass${HALF}word":"x"}`, code: 'E_TEXT_UNREADABLE' },
      { body: '{"email":["a\\u0000"]}', code: 'E_TEXT_UNREADABLE' },
      { body: '{"password":1e400}', code: 'E_NUMBER_TOO_LARGE' },
      { body: '['.repeat(40) + ']'.repeat(40), code: 'E_INPUT_TOO_LARGE' },
      { body: `[${Array(100_001).fill('{}').join(',')}]`, code: 'E_INPUT_TOO_LARGE' },
    ])
    .run(async ({ assert }, { body, code }) => {
      for (const path of ['/login', '/signup', '/forgot-password']) {
        const { status, text } = await answer({ path, body }, await sessionHeaders(null))

        assert.deepEqual([status, JSON.parse(text).code], [422, code])
      }
    })

  test('is refused where its packing is unknown: {$self}')
    .with(['zstd', 'x-gzip, br', 'nonsense'])
    .run(async ({ assert }, encoding) => {
      const sent = { path: '/login', body: '{}', headers: { 'content-encoding': encoding } }

      for (const accept of ['text/html', 'application/json']) {
        const { status } = await answer(sent, { ...(await sessionHeaders(null)), accept })
        assert.equal(status, 415)
      }
    })

  test('of a member is refused as well: {$self}')
    .with([
      '/settings/audit?before=1e400',
      '/settings/audit?before=9e18',
      '/settings/audit?before=-1',
      '/settings/audit?before=1.5',
    ])
    .run(async ({ assert }, path) => {
      const organization = await givenOrganization()
      const own = await sessionHeaders(await givenMember(organization))

      const { status } = await answer({ path: `/o/${organization.slug}${path}` }, own)

      assert.equal(status, 422)
    })

  test('of a program gets a short answer, however much of it is wrong', async ({ assert }) => {
    const key = await givenApiKey(await givenOrganization(), ['metrics:read'])
    const filters = (one: string, count: number) =>
      `{"metrics":["spend"],"range":{"preset":"last_7_days"},"filters":[${Array(count).fill(one).join(',')}]}`
    const half = `{"dimension":"campaign","operator":"equals","values":["${HALF}"]}`

    for (const body of [filters(half, 1), filters('{}', 150_000), filters('{}', 20_000)]) {
      const { status, size } = await answer(
        { path: '/api/v1/metrics/query', body },
        { authorization: `Bearer ${key}` }
      )

      assert.equal(status, 422)
      assert.isBelow(size, 2_000)
    }
  })
})
