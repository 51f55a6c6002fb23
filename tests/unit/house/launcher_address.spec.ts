import { test } from '@japa/runner'

const ADDRESS_MODULE = '../../../bin/launch/address.mjs'

test.group('The address of an installation', () => {
  test('can be asked from this machine and opened by people, whatever HOST says')
    .with([
      [undefined, 'http://127.0.0.1:3333', 'http://localhost:3333'],
      ['127.0.0.1', 'http://127.0.0.1:3333', 'http://localhost:3333'],
      ['0.0.0.0', 'http://127.0.0.1:3333', 'http://localhost:3333'],
      ['::', 'http://[::1]:3333', 'http://localhost:3333'],
      ['::1', 'http://[::1]:3333', 'http://[::1]:3333'],
      ['[::1]', 'http://[::1]:3333', 'http://[::1]:3333'],
      ['0:0:0:0:0:0:0:1', 'http://[::1]:3333', 'http://[::1]:3333'],
      ['192.168.1.5', 'http://192.168.1.5:3333', 'http://192.168.1.5:3333'],
      ['numbers.local', 'http://numbers.local:3333', 'http://numbers.local:3333'],
    ] as [string | undefined, string, string][])
    .run(async ({ assert }, [setting, asked, opened]) => {
      const { askableUrl, hostOf, publicUrl } = await import(ADDRESS_MODULE)
      const host = hostOf(setting)

      assert.deepEqual([askableUrl(host, 3333), publicUrl(host, 3333)], [asked, opened])
    })

  test('shows its mailbox to this machine only')
    .with([
      ['127.0.0.1', true],
      ['[::1]', true],
      ['0.0.0.0', false],
      ['::', false],
      ['192.168.1.5', false],
    ] as [string, boolean][])
    .run(async ({ assert }, [setting, isOpen]) => {
      const { hostOf, isLoopback } = await import(ADDRESS_MODULE)

      assert.equal(isLoopback(hostOf(setting)), isOpen)
    })
})
