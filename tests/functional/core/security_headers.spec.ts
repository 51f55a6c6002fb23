import { request, type IncomingHttpHeaders } from 'node:http'
import { test } from '@japa/runner'
import { givenOrganization } from '#tests/support/organizations'
import { givenApiKey } from '#tests/support/api_keys'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** `fetch` does not let a test lie about the host. */
function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, process.env.APP_URL), { headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(parts).toString(),
        })
      )
    })
    asked.on('error', reject).end()
  })
}

const html = { accept: 'text/html' }

test.group('What an answer tells the browser', () => {
  test('is said on every page, also where no route was found: {path}')
    .with([
      { path: '/login', status: 200, headers: html },
      { path: '/no/such/page', status: 404, headers: html },
      { path: '/login', status: 421, headers: { ...html, host: 'attacker.example' } },
    ])
    .run(async ({ assert }, { path, status, headers }) => {
      const answer = await ask(path, headers)

      const policy = String(answer.headers['content-security-policy'])
      const nonce = /'nonce-([\w-]{16,})'/.exec(policy)?.[1]
      assert.equal(answer.status, status)
      assert.exists(nonce)
      assert.include(answer.body, `<script nonce="${nonce}">`)
      assert.include(policy, "frame-ancestors 'none'")
      assert.equal(answer.headers['x-frame-options'], 'DENY')
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
      assert.equal(answer.headers['referrer-policy'], 'strict-origin-when-cross-origin')
      assert.equal(answer.headers['cross-origin-opener-policy'], 'same-origin')
      assert.equal(answer.headers['cache-control'], 'no-store')
    })

  test('lets assets be kept, whose names change with them', async ({ assert }) => {
    const page = await ask('/login', html)
    const asset = /src="(\/assets\/[^"]+)"/.exec(page.body)![1]

    const { headers } = await ask(asset)

    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
  })

  test('is said to programs as well: {$self}')
    .with(['/api/v1/openapi.json', '/api/v1/nothing', '/health/live', '/favicon.svg'])
    .run(async ({ assert }, path) => {
      const key = await givenApiKey(await givenOrganization(), ['metrics:read'])
      const { headers } = await ask(path, { authorization: `Bearer ${key}` })

      assert.include(String(headers['content-security-policy']), "default-src 'self'")
      assert.equal(headers['x-content-type-options'], 'nosniff')
    })

  test('has another nonce each time', async ({ assert }) => {
    const policies = await Promise.all([ask('/login', html), ask('/login', html)])
    const [one, other] = policies.map(({ headers }) => headers['content-security-policy'])

    assert.notEqual(one, other)
  })
})
