import { test } from '@japa/runner'
import { openVendorSession, type VendorFailure } from '#connections'
import type { Fault, RunningEmulator } from '#sandbox'
import { givenEmulator, givenSandboxSource } from '#tests/support/sandbox_sources'
import { JumpingClock } from '#tests/support/vendor_clock'

const NOW = new Date('2026-11-20T09:00:00Z')
const WINDOW = { from: '2026-11-01', to: '2026-11-03' }

test.group('When a vendor misbehaves', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator({ now: NOW, pageSize: 40 })
    return () => emulator.stop()
  })
  group.each.setup(() => () => emulator.reset())

  /** Reads a few days with a fault planted; answers what came of it. */
  async function readWith(fault: Omit<Fault, 'path'>) {
    const clock = new JumpingClock(NOW)
    const { organization, connection } = await givenSandboxSource({ pluginId: 'google/ads', clock })
    const session = await openVendorSession(organization, connection.id, {
      correlationId: 'test',
      clock,
    })
    emulator.addFault({ path: 'googleAds:search', ...fault })
    let records = 0
    try {
      const request = { account: session.accounts[0], window: WINDOW }
      for await (const page of session.pages('campaign_performance', request)) {
        records += page.records.length
      }
    } catch (error) {
      return { records, failure: error as VendorFailure, slept: clock.slept }
    }
    return { records, failure: undefined, slept: clock.slept }
  }

  test('once, reading goes on without loss')
    .with([
      'too_many_requests',
      'server_error',
      'unavailable',
      'request_timeout',
      'connection_reset',
      'truncated',
      'html_page',
      'empty_body',
      'unauthorized',
      'token_expiry',
    ] as Fault['kind'][])
    .run(async ({ assert }, kind) => {
      const whole = await readWith({ kind: 'drift', path: 'nowhere' } as Fault)
      const { records, failure } = await readWith({ kind })
      assert.isUndefined(failure, failure?.message)
      assert.equal(records, whole.records)
    })

  test('Retry-After is kept to the second', async ({ assert }) => {
    const { failure, slept } = await readWith({ kind: 'too_many_requests', retryAfterSeconds: 7 })

    assert.isUndefined(failure)
    assert.include(slept, 7_000)
  })

  test('again and again, the failure has a kind and a sentence')
    .with([
      ['server_error', 'temporary', /has a problem of its own/],
      ['html_page', 'temporary', /web page instead of data/],
      ['truncated', 'temporary', /breaks off or is not JSON/],
      ['forbidden', 'authorization', /may no longer read this ad account/],
      ['repeated_token', 'temporary', /page/],
      ['error_in_success', 'temporary', /answered, but without the/],
      ['endless_pages', 'temporary', /page/],
    ] as [Fault['kind'], string, RegExp][])
    .run(async ({ assert }, [kind, expected, sentence]) => {
      const { failure } = await readWith({ kind, times: 50 })
      assert.equal(failure?.kind, expected)
      assert.match(failure!.message, sentence)
    })
})
