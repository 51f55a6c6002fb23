import { test } from '@japa/runner'
import type { Fault } from '#sandbox/emulator/faults'
import {
  eachVendor,
  givenFaultyVendors,
  NUMBERS,
  type FaultyVendors,
  type Vendor,
} from '#tests/support/faulty_vendors'

const DAYS = { now: new Date('2026-11-20T09:00:00Z'), backfillFrom: '2026-11-14' }

const PASSING: { kind: Fault['kind'] }[] = [
  { kind: 'too_many_requests' },
  { kind: 'server_error' },
  { kind: 'unavailable' },
  { kind: 'request_timeout' },
  { kind: 'hang' },
  { kind: 'connection_reset' },
  { kind: 'truncated' },
  { kind: 'html_page' },
  { kind: 'empty_body' },
  { kind: 'duplicate_page' },
  { kind: 'reordered_page' },
]

test.group('A vendor that stumbles once during a sync', (group) => {
  let vendors: FaultyVendors
  group.setup(async () => {
    vendors = await givenFaultyVendors(DAYS)
    return () => vendors.emulator.stop()
  })

  test('{title}, {kind}: nothing is lost and nobody is bothered')
    .with(eachVendor(PASSING))
    .run(async ({ assert }, { vendor, kind }) => {
      const source = await vendors.givenSource(vendor, { kind, after: 1 })

      const run = await source.sync()

      assert.deepInclude(run, { status: 'succeeded', error_message: null, records_rejected: '0' })
      assert.deepEqual(await source.facts(), vendors.truthOf(vendor))
    })

  test('{title} names the minutes it wants to be left alone, and they use no attempt up')
    .with(eachVendor([{ kind: 'too_many_requests' as const, retryAfterSeconds: 1_200 }]))
    .run(async ({ assert }, { vendor, ...fault }) => {
      const source = await vendors.givenSource(vendor, fault)

      const run = await source.sync()

      const waitSeconds = (run.resume_at!.getTime() - source.clock.now().getTime()) / 1_000
      assert.deepEqual([run.status, run.attempts, waitSeconds], ['waiting', 0, 1_200])
    })

  test('access that runs out in mid-sync is renewed: {kind}')
    .with([{ kind: 'token_expiry' }, { kind: 'unauthorized' }] as const)
    .run(async ({ assert }, { kind }) => {
      const source = await vendors.givenSource('googleAds', { kind, after: 1 })

      const run = await source.sync()

      assert.equal(run.status, 'succeeded')
      assert.deepEqual(await source.facts(), vendors.truthOf('googleAds'))
    })

  test('a consent that was taken back in mid-sync is asked for again', async ({ assert }) => {
    const source = await vendors.givenSource('googleAds', { kind: 'token_expiry', after: 1 })
    const { book } = vendors.emulator.emulator
    book.revokeLogin('marketing@harbor-coffee.example', source.namespace)

    const run = await source.sync()

    assert.deepInclude(run, { status: 'failed', error_kind: 'authorization' })
    assert.match(run.error_message!, /no longer accepts the consent/)
  })

  /** What the clock does next after a vendor refused these requests. */
  async function givenRefused(vendor: Vendor, path: string) {
    const source = await vendors.givenSource(vendor)
    const everything = { host: NUMBERS[vendor].host, body: undefined, path }
    source.plant({ kind: 'forbidden', times: 500, ...everything })
    await source.sync()
    const [next] = await source.read(
      `SELECT c.state, s.connection_id IS NOT NULL AS "isPlanned"
       FROM connections c LEFT JOIN sync_schedule s ON s.connection_id = c.id`
    )
    return next
  }

  test('one list that is refused leaves the others be, and the clock goes on', async ({
    assert,
  }) => {
    const next = await givenRefused('stripe', '/v1/disputes')

    assert.deepEqual(next, { state: 'connected', isPlanned: true })
  })

  test('{title} refuses everything: the person is asked to reconnect, and the clock rests')
    .with(eachVendor([{ path: '/v' }]))
    .run(async ({ assert }, { vendor, path }) => {
      const next = await givenRefused(vendor, path)

      assert.deepEqual(next, { state: 'needs_reconnect', isPlanned: false })
    })
})
