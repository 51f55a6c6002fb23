import { test } from '@japa/runner'
import { addressesIn, networkOf } from '#shared/network'

test.group('What attempts are counted under', () => {
  test('is an address of IPv4, and the /64 of one of IPv6: {address}')
    .with([
      { address: '203.0.113.9', network: '203.0.113.9' },
      { address: '::ffff:203.0.113.9', network: '203.0.113.9' },
      { address: '2001:db8:0:7::1', network: '2001:db8:0:7::/64' },
      { address: '2001:db8:0:7:ffff::9', network: '2001:db8:0:7::/64' },
    ])
    .run(({ assert }, { address, network }) => {
      assert.equal(networkOf(address), network)
    })
})

test.group('A list of addresses', () => {
  const isListed = addressesIn(
    'TRUSTED_PROXIES',
    '203.0.113.5, 10.1.0.0/16,loopback, 2001:db8::/32,'
  )

  test('holds what it names, whichever way an address is written: {$self}')
    .with(['203.0.113.5', '::ffff:203.0.113.5', '10.1.255.1', '127.0.0.8', '::1', '2001:db8:7::1'])
    .run(({ assert }, address) => assert.isTrue(isListed(address)))

  test('and nothing beside: {$self}')
    .with(['203.0.113.6', '10.2.0.1', '2001:db9::1', '', 'loopback'])
    .run(({ assert }, address) => assert.isFalse(isListed(address)))

  test('holds nothing where it is empty, and is refused where it cannot be read', ({ assert }) => {
    assert.isFalse(addressesIn('TRUSTED_PROXIES', '')('127.0.0.1'))
    assert.throws(() => addressesIn('TRUSTED_PROXIES', '10.0.0.1, proxy'), /holds “proxy”/)
  })
})
