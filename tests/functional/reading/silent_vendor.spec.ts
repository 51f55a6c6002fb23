import { test } from '@japa/runner'
import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { sendRequest, type TransportFailure } from '#reading/call/http_request'
import { sortTransport } from '#reading/call/sort_failure'

const HOST = 'api.silent.example'

/** A vendor on this machine, reached under its own name as the tests' redirection allows. */
async function givenVendor(handler: RequestListener) {
  const server = createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const before = process.env.VENDOR_HOSTS
  process.env.VENDOR_HOSTS = `${HOST}=http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return () => {
    process.env.VENDOR_HOSTS = before ?? ''
    server.closeAllConnections()
    server.close()
  }
}

const call = (timeoutMs: number, signal?: AbortSignal) =>
  sendRequest({
    method: 'GET',
    url: `https://${HOST}/v1/entities`,
    headers: {},
    mode: 'live',
    timeoutMs,
    signal,
  }).catch((error) => error)

test.group('A vendor that says nothing', () => {
  test('is given up in time, and the person reads that it goes on later', async ({
    assert,
    cleanup,
  }) => {
    cleanup(await givenVendor(() => {}))

    const failure: TransportFailure = await call(60)

    assert.equal(failure.fault, 'timeout')
    const { code, message, kind } = sortTransport(failure, 'Acme Ads')
    assert.deepEqual([code, kind], ['E_VENDOR_TIMEOUT', 'temporary'])
    assert.equal(message, 'Acme Ads did not respond in time. The sync retries automatically.')
  })

  test('is given up as well when it stops in the middle of an answer', async ({
    assert,
    cleanup,
  }) => {
    cleanup(await givenVendor((_, response) => void response.write('{"results": [')))

    const failure: TransportFailure = await call(60)

    assert.equal(failure.fault, 'timeout')
  })

  test('does not hold up a person who cancels', async ({ assert, cleanup }) => {
    cleanup(await givenVendor(() => {}))
    const cancelling = new AbortController()

    const waiting = call(60_000, cancelling.signal)
    cancelling.abort()

    const failure: TransportFailure = await waiting
    assert.equal(failure.fault, 'aborted')
  })
})
