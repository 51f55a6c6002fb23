import { test } from '@japa/runner'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { safeFetch } from '#foundation/safe_fetch'
import { PUBLIC_WEB } from '#foundation/safe_address'

const LOOPBACK_SPELLINGS = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://0.0.0.0/',
  'http://169.254.169.254/latest/meta-data/',
  'http://10.0.0.8/',
  'http://[fd00::1]/',
]

const local = { ...PUBLIC_WEB, acceptPrivate: true }

async function serve(handler: Parameters<typeof createServer>[1]) {
  const server: Server = createServer(handler).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

test.group('Safe fetch', () => {
  test('every spelling of a private address is refused: {$self}')
    .with(LOOPBACK_SPELLINGS)
    .run(async ({ assert }, address) => {
      await assert.rejects(() => safeFetch(address), /private network/)
    })

  test('a name that resolves to a private address is refused', async ({ assert }) => {
    const rules = { ...PUBLIC_WEB, resolve: async () => ['93.184.216.34', '10.0.0.1'] }

    await assert.rejects(() => safeFetch('https://rebind.example/', { rules }), /private network/)
  })

  test('other schemes, ports and credentials in the address are refused', async ({ assert }) => {
    await assert.rejects(() => safeFetch('file:///etc/passwd'), /must start with/)
    await assert.rejects(() => safeFetch('https://example.com:6379/'), /Port 6379/)
    await assert.rejects(() => safeFetch('https://user:pass@example.com/'), /user name/)
    await assert.rejects(() => safeFetch('example.com'), /complete web address/)
  })

  test('a redirect is followed and checked again', async ({ assert, cleanup }) => {
    const server = await serve((req, res) => {
      const path = req.url === '/start' ? '/end' : undefined
      res.writeHead(path ? 302 : 200, path ? { location: path } : {}).end('arrived')
    })
    cleanup(() => void server.close())

    const response = await safeFetch(`${server.url}/start`, { rules: local })

    assert.deepEqual([response.url, response.body.toString()], [`${server.url}/end`, 'arrived'])
  })

  test('an endless redirect and an oversized answer end with a sentence', async ({
    assert,
    cleanup,
  }) => {
    const server = await serve((req, res) => {
      req.url === '/loop'
        ? res.writeHead(302, { location: '/loop' }).end()
        : res.end(Buffer.alloc(2_000_000))
    })
    cleanup(() => void server.close())

    await assert.rejects(() => safeFetch(`${server.url}/loop`, { rules: local }), /redirects more/)
    await assert.rejects(
      () => safeFetch(`${server.url}/large`, { rules: local, maxBytes: 1_000_000 }),
      /larger than 1 MB/
    )
  })

  test('a server that hangs ends with a sentence in time', async ({ assert, cleanup }) => {
    const server = await serve(() => {})
    cleanup(() => void server.close())

    await assert.rejects(
      () => safeFetch(`${server.url}/`, { rules: local, timeoutMs: 50 }),
      /did not answer in time/
    )
  })
})
