import { test } from '@japa/runner'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { safeFetch } from '#foundation/safe_fetch'
import { isPublic, PUBLIC_WEB } from '#foundation/safe_address'

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

/** Addresses that are private, or that only lead on to a private one. */
const NOT_PUBLIC = [
  ...['::', '::1', '::7f00:1', '::127.0.0.1', '::a9fe:a9fe', '::ffff:7f00:1', '::ffff:0:7f00:1'],
  ...['64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2002:a00:1::1', '2001::7f00:1'],
  ...[
    'fe80::1',
    'fec0::1',
    'fc00::1',
    'ff02::1',
    '100::1',
    '2001:db8::1',
    '2001:2::1',
    '3fff::1',
    '5f00::1',
  ],
  ...[
    '0.0.0.0',
    '0.1.2.3',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
  ],
  ...[
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.168.0.1',
    '198.18.0.1',
    '198.51.100.1',
  ],
  ...['203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
]

const PUBLIC = [
  '1.1.1.1',
  '93.184.216.34',
  '172.32.0.1',
  '2606:4700::1111',
  '2a00:1450:4001::200e',
  '::ffff:8.8.8.8',
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

  test('of a corpus of addresses, those of the public internet are told from all others', ({
    assert,
  }) => {
    assert.deepEqual(NOT_PUBLIC.filter(isPublic), [])
    assert.deepEqual(PUBLIC.filter(isPublic), PUBLIC)
  })

  test('another host that an answer points to gets no header, and no body', async ({
    assert,
    cleanup,
  }) => {
    const arrived: (string | undefined)[] = []
    const other = await serve((req, res) => {
      arrived.push(req.headers.authorization)
      res.end('arrived')
    })
    const server = await serve((req, res) => {
      const status = req.method === 'POST' ? 307 : 302
      const location = req.url === '/start' ? '/same' : `${other.url}/`
      arrived.push(req.headers.authorization)
      res.writeHead(status, { location }).end()
    })
    cleanup(() => void [server.close(), other.close()])
    const headers = { authorization: 'Bearer secret' }

    await safeFetch(`${server.url}/start`, { rules: local, headers })

    assert.deepEqual(arrived, ['Bearer secret', 'Bearer secret', undefined])
    await assert.rejects(
      () => safeFetch(`${server.url}/`, { rules: local, headers, method: 'POST', body: 'x' }),
      /passed what was sent on/
    )
    assert.lengthOf(arrived, 4)
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
