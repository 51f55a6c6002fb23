import { test } from '@japa/runner'
import { brotliDecompressSync } from 'node:zlib'
import { get, type IncomingMessage } from 'node:http'

/** `fetch` unpacks by itself. */
function ask(path: string): Promise<{ headers: IncomingMessage['headers']; body: Buffer }> {
  const headers = { 'accept-encoding': 'gzip, br' }
  return new Promise((resolve, reject) => {
    get(new URL(path, process.env.APP_URL), { headers }, async (response) => {
      const parts = await Array.fromAsync(response as AsyncIterable<Buffer>)
      resolve({ headers: response.headers, body: Buffer.concat(parts) })
    }).on('error', reject)
  })
}

test.group('What a page loads', () => {
  test('travels compressed, the page itself does not', async ({ assert }) => {
    const page = await ask('/login')
    const [script] = /\/assets\/[\w./-]+\.js/.exec(page.body.toString())!
    const asset = await ask(script)

    const text = brotliDecompressSync(asset.body)
    assert.isUndefined(page.headers['content-encoding'])
    assert.equal(asset.headers['content-encoding'], 'br')
    assert.include(asset.headers.vary, 'Accept-Encoding')
    assert.isBelow(asset.body.length, text.length / 2)
    assert.equal(asset.headers['x-content-type-options'], 'nosniff')
  })
})
