import { request } from 'node:http'
import { test } from '@japa/runner'

/** `fetch` does not let a test lie about the host. */
function statusUnder(host: string, headers: Record<string, string> = {}): Promise<number> {
  const url = new URL('/login', process.env.APP_URL)
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { host, ...headers } }, (response) => {
      response.resume()
      resolve(response.statusCode!)
    })
    asked.on('error', reject).end()
  })
}

test.group('The name an installation answers under', () => {
  test('is its own, or a bare address')
    .with(['127.0.0.1:1234', 'localhost', '[::1]:80', '192.168.1.20'])
    .run(async ({ assert }, host) => {
      assert.equal(await statusUnder(host), 200)
    })

  test('is not what a page says a proxy had said', async ({ assert }) => {
    const forwarded = { 'x-forwarded-host': 'localhost' }

    assert.equal(await statusUnder('attacker.example', forwarded), 421)
    assert.equal(await statusUnder('127.0.0.1:1234', forwarded), 200)
  })

  test('is no other: {$self}')
    .with(['attacker.example', 'quarterdeck.attacker.example:3333', '127.0.0.1.attacker.example'])
    .run(async ({ assert }, host) => {
      assert.equal(await statusUnder(host), 421)
    })
})
