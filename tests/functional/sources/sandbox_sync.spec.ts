import { test } from '@japa/runner'
import { streamsOf } from '#sync/transformers/run_transformer'
import { emulatedSource } from '#tests/support/emulated_sources'
import { givenEmulator } from '#tests/support/sandbox_sources'
import { factsOf } from '#tests/support/stored_facts'

const NOW = new Date('2026-11-20T09:00:00Z')

test.group('Sources of the sandbox', (group) => {
  group.setup(async () => {
    const emulator = await givenEmulator({ now: NOW })
    return () => emulator.stop()
  })

  test('{$self} lands whole and matches the vendor’s own totals')
    .with(['googleAds', 'stripe'] as const)
    .run(async ({ assert }, vendor) => {
      const source = await emulatedSource(vendor, { now: NOW, backfillFrom: '2026-11-10' })

      const run = await source.sync()

      assert.deepInclude(run, { status: 'succeeded', error_message: null })
      const compared = await source.read(
        "SELECT DISTINCT status FROM reconciliations WHERE status <> 'unavailable'"
      )
      assert.deepEqual(compared, [{ status: 'matched' }])
    })

  test('{$self}: a second sync changes nothing')
    .with(['googleAds', 'stripe'] as const)
    .run(async ({ assert }, vendor) => {
      const source = await emulatedSource(vendor, { now: NOW, backfillFrom: '2026-11-10' })
      await source.sync()
      const before = await factsOf(source.organization.id)

      const second = await source.sync()

      assert.deepInclude(second, { records_written: '0', records_restated: '0' })
      assert.deepEqual(await factsOf(source.organization.id), before)
    })

  test('what was read is told to the last record, stream by stream', async ({ assert }) => {
    const source = await emulatedSource('googleAds', { now: NOW, backfillFrom: '2026-11-10' })

    const { progress } = await source.sync()

    const told = new Map(streamsOf(progress).map((stream) => [stream.name, stream]))
    const [entities, days] = [told.get('campaigns')!, told.get('campaign_performance')!]
    assert.isAbove(entities.read, 0)
    assert.deepEqual([entities.numberless, entities.written], [entities.read, 0])
    assert.deepEqual([days.numberless, days.written], [0, days.read])
  })
})
