import { request, type IncomingHttpHeaders } from 'node:http'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { startWeb } from '#tests/support/web_process'

const PUBLIC = 'https://quarterdeck.example'

interface Sent {
  path: string
  headers?: Record<string, string>
  form?: Record<string, string>
}

/** As a proxy calls, in the visitor's stead. */
function send(url: string, { path, headers = {}, form }: Sent) {
  const body = form && JSON.stringify(form)
  const type: Record<string, string> = body ? { 'content-type': 'application/json' } : {}
  return new Promise<IncomingHttpHeaders>((resolve, reject) => {
    const asked = request(new URL(path, url), {
      method: body ? 'POST' : 'GET',
      headers: { accept: 'text/html', ...type, ...headers },
    })
    asked.on('response', (response) => response.resume().on('end', () => resolve(response.headers)))
    asked.on('error', reject).end(body)
  })
}

/** A sign-in that fails, as a visitor at this address; answers under which networks it was counted. */
async function countedUnder(url: string, visitor: string, headers: IncomingHttpHeaders) {
  const cookies = (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0])
  const token = cookies.find((cookie) => cookie.startsWith('XSRF-TOKEN='))!
  const email = `person-${crypto.randomUUID()}@example.test`
  await send(url, {
    path: '/login',
    form: { email, password: 'a wrong one' },
    headers: {
      'cookie': cookies.join('; '),
      'x-xsrf-token': decodeURIComponent(token.slice('XSRF-TOKEN='.length)),
      'x-forwarded-for': visitor,
    },
  })
  const rows = await db.from('rate_limits').whereILike('key', `%${email}%`).select('key')
  return rows.map(({ key }: { key: string }) => key).join(' ')
}

test.group('An installation in production, behind a proxy that ends TLS', () => {
  test('hardens answers and cookies, and believes the proxies it was told of', async ({
    assert,
    cleanup,
  }) => {
    const web = await startWeb({
      NODE_ENV: 'production',
      APP_URL: PUBLIC,
      TRUSTED_PROXIES: '10.9.8.7, loopback',
    })
    cleanup(() => web.stop())

    const page = await send(web.url, { path: '/login' })
    const counted = await countedUnder(web.url, '203.0.113.77', page)

    assert.equal(page['strict-transport-security'], 'max-age=31536000')
    assert.equal(page['referrer-policy'], 'strict-origin-when-cross-origin')
    assert.equal(page['cross-origin-opener-policy'], 'same-origin')
    assert.equal(page['cache-control'], 'no-store')
    assert.include(String(page['content-security-policy']), "frame-ancestors 'none'")
    const cookies = page['set-cookie'] ?? []
    const own = cookies.filter((cookie) => !cookie.startsWith('XSRF-TOKEN='))
    assert.isNotEmpty(own)
    for (const cookie of own) {
      assert.match(cookie, /^__Host-[a-z_-]+=/)
      assert.match(cookie, /; Path=\/(;|$)/i)
      assert.notMatch(cookie, /; Domain=/i)
    }
    cookies.forEach((cookie) => assert.match(cookie, /; Secure(;|$)/i))
    assert.include(counted, '203.0.113.77')
  }).timeout(120_000)

  test('believes no one where none was named', async ({ assert }) => {
    const url = process.env.APP_URL!
    const page = await send(url, { path: '/login' })
    const counted = await countedUnder(url, '203.0.113.78', page)

    assert.isUndefined(page['strict-transport-security'])
    assert.notInclude(counted, '203.0.113.78')
    assert.include(counted, '127.0.0.1')
  })
})
