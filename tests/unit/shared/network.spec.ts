import { test } from '@japa/runner'
import { networkOf } from '#shared/network'

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
