import { test } from '@japa/runner'
import fc from 'fast-check'
import { emulatedSource, type EmulatedSource } from '#tests/support/emulated_sources'
import { givenEmulator } from '#tests/support/sandbox_sources'
import { StoryVendor, type Change } from '#tests/support/story_vendor'

const BEFORE = new Date('2026-11-02T09:00:00Z')
const AFTER = new Date('2026-11-13T09:00:00Z')
const unix = (iso: string) => Date.parse(iso) / 1_000
const PAYMENTS = ['ch_1', 'ch_2'].map((id) => ({ id, created: unix('2026-11-01T12:00:00Z') }))

/** Nine days, which are two slices of the list of changes. No two changes within one second. */
const change: fc.Arbitrary<Change> = fc.record({
  payment: fc.constantFrom('ch_1', 'ch_2'),
  at: fc.integer({ min: unix('2026-11-03T00:00:00Z'), max: unix('2026-11-12T00:00:00Z') }),
  status: fc.constantFrom('pending', 'succeeded', 'failed'),
  captured: fc.integer({ min: 0, max: 1e7 }),
})
const story = fc.uniqueArray(change, { minLength: 2, maxLength: 8, selector: ({ at }) => at })

/** Every change once or twice, in any order. */
const telling = (changes: Change[]) =>
  fc.subarray(changes).chain((doubled) => {
    const all = [...changes, ...doubled]
    return fc.shuffledSubarray(all, { minLength: all.length })
  })

const arrangement = story.chain((changes) =>
  fc.record({
    changes: fc.constant(changes),
    first: telling(changes),
    second: telling(changes),
    pageSize: fc.integer({ min: 1, max: 5 }),
  })
)

test.group('A vendor’s list of changes', (group) => {
  const vendor = new StoryVendor()
  let source: EmulatedSource

  group.setup(async () => {
    const now = () => source.clock.now()
    const emulator = await givenEmulator({ now, vendors: [await vendor.sandbox()] })
    return () => emulator.stop()
  })

  /** A source that was read before anything happened to its payments. */
  async function givenRead(told: Omit<Partial<StoryVendor>, 'payments'>) {
    source = await emulatedSource('stripe', { now: BEFORE, backfillFrom: '2026-11-01' })
    Object.assign(vendor, { payments: PAYMENTS, story: [], told: [], pageSize: 100, ...told })
    await source.sync()
    await source.clock.sleep(AFTER.getTime() - BEFORE.getTime())
  }

  async function outcomes() {
    const rows = await source.read(
      `SELECT e.external_id AS id, f.m00::float8 AS payments, f.m01::float8 AS micros, f.m02::float8 AS failed
       FROM facts f JOIN entities e ON e.id = f.entity_id JOIN source_streams s ON s.id = f.stream_id
       WHERE s.name = 'charges'`
    )
    return Object.fromEntries(rows.map(({ id, ...numbers }) => [id, numbers]))
  }

  test('tells the same whatever its order and however often it says an entity', async ({
    assert,
  }) => {
    await fc.assert(
      fc.asyncProperty(arrangement, async ({ changes, first, second, pageSize }) => {
        await givenRead({ story: changes, told: first, pageSize })

        const run = await source.sync()

        assert.deepInclude(run, { status: 'succeeded', error_message: null })
        assert.deepEqual(await outcomes(), vendor.outcome(AFTER))
        vendor.told = second
        const again = await source.sync()
        assert.deepInclude(again, {
          status: 'succeeded',
          records_written: '0',
          records_restated: '0',
        })
      }),
      { numRuns: 15 }
    )
  }).timeout(60_000)

  test('that names two changes of one second in its order, newest first, means the first', async ({
    assert,
  }) => {
    const at = unix('2026-11-05T10:00:00Z')
    const pending: Change = { payment: 'ch_1', at, status: 'pending', captured: 0 }
    const captured: Change = { payment: 'ch_1', at, status: 'succeeded', captured: 1_200 }
    await givenRead({ story: [captured], told: [captured, pending] })

    await source.sync()

    assert.deepInclude(await outcomes(), { ch_1: { payments: 1, micros: 12_000_000, failed: 0 } })
  })
})
