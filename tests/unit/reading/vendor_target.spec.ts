import { test } from '@japa/runner'
import { vendorTarget } from '#reading/call/vendor_target'

const HOST = 'api.stripe.com'
const settings = {
  isProduction: false,
  vendorHosts: `${HOST}=http://127.0.0.1:9000`,
  sandboxUrl: 'http://127.0.0.1:9100/',
}

test.group('Where a vendor call goes', () => {
  test('live in production: to the vendor, whatever is configured', ({ assert }) => {
    const target = vendorTarget(HOST, 'live', { ...settings, isProduction: true })

    assert.deepEqual(target, { origin: `https://${HOST}`, host: HOST, isVendor: true })
  })

  test('live in development: where VENDOR_HOSTS says', ({ assert }) => {
    assert.equal(vendorTarget(HOST, 'live', settings).origin, 'http://127.0.0.1:9000')
    assert.equal(vendorTarget('other.test', 'live', settings).origin, 'https://other.test')
  })

  test('sandbox in production: to the emulator, with the vendor as Host', ({ assert }) => {
    const target = vendorTarget(HOST, 'sandbox', { ...settings, isProduction: true })

    assert.deepEqual(target, { origin: 'http://127.0.0.1:9100', host: HOST, isVendor: false })
  })

  test('sandbox in development: to the emulator, not where VENDOR_HOSTS sends the live ones', ({
    assert,
  }) => {
    assert.equal(vendorTarget(HOST, 'sandbox', settings).origin, 'http://127.0.0.1:9100')
  })

  test('sandbox without an emulator: nowhere, and never to the vendor', ({ assert }) => {
    const none = { isProduction: true, vendorHosts: undefined, sandboxUrl: undefined }

    assert.throws(() => vendorTarget(HOST, 'sandbox', none), /no sandbox is running/)
  })
})
