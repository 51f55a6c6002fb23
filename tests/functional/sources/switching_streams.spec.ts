import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { changeSource } from '#sync/actions/change_source'
import { streamsOf } from '#sync/queries/streams_of'
import { streamFreshness } from '#sync/queries/stream_freshness'
import { emulatedSource, type EmulatedSource } from '#tests/support/emulated_sources'
import { givenEmulator } from '#tests/support/sandbox_sources'

const NOW = new Date('2026-11-20T12:00:00Z')

async function givenAds() {
  const source = await emulatedSource('googleAds', { now: NOW, backfillFrom: '2026-11-18' })
  await source.sync()
  const [{ id }] = await source.read<{ id: string }>('SELECT id FROM connections')
  return { source, id }
}

const change = (source: EmulatedSource, id: string, streams: Record<string, boolean>) =>
  withTenant(source.organization.id, (tenant) =>
    changeSource(tenant, { connectionId: id, now: NOW, streams })
  )

const rowsOf = async (source: EmulatedSource) => {
  const rows = await source.read<{ name: string; last: string; rows: number }>(
    `SELECT s.name, max(f.day)::text AS last, count(*)::int AS rows FROM source_streams s
     JOIN facts f ON f.organization_id = s.organization_id AND f.stream_id = s.id GROUP BY s.name`
  )
  return Object.fromEntries(rows.map(({ name, last, rows: count }) => [name, { last, count }]))
}

test.group('A stream that a person switches off', (group) => {
  group.setup(async () => {
    const emulator = await givenEmulator({ now: () => NOW })
    return () => emulator.stop()
  })

  test('is no longer read, keeps its history, and continues where it stopped', async ({
    assert,
  }) => {
    const { source, id } = await givenAds()
    const before = await rowsOf(source)
    await change(source, id, { keyword_performance: false })
    const run = await source.sync()

    assert.equal(run.status, 'succeeded')
    assert.notProperty(run.progress, 'keyword_performance')
    assert.property(run.progress, 'ad_performance')
    const { keyword_performance: kept } = await rowsOf(source)
    assert.deepEqual(kept, before.keyword_performance)
    const known = await withTenant(source.organization.id, (tenant) =>
      streamFreshness(tenant, [id])
    )
    const shown = await withTenant(source.organization.id, (tenant) =>
      streamsOf(tenant, { id, pluginId: 'google/ads', connector: 'ads' })
    )
    const ads = shown.find(({ name }) => name === 'ad_performance')
    assert.containSubset(ads, { isOn: true, completeUntil: '2026-11-19' })
    assert.isString(ads?.checkedAt)
    assert.isNull(shown.find(({ name }) => name === 'campaigns')!.completeUntil)
    assert.deepEqual(
      known.filter(({ stopped }) => stopped === 'switched_off').map(({ stream }) => stream),
      ['keyword_performance']
    )

    await change(source, id, { keyword_performance: true })
    const { progress } = await source.sync()
    assert.property(progress, 'keyword_performance')
  })

  test('has to exist, and one has to remain', async ({ assert }) => {
    const { source, id } = await givenAds()
    const refused = (streams: Record<string, boolean>) =>
      change(source, id, streams).catch((error) => error.code)
    const all = await source.read<{ name: string }>('SELECT name FROM source_streams')

    assert.deepEqual(
      [
        await refused({ weather: false }),
        await refused(Object.fromEntries(all.map(({ name }) => [name, false]))),
      ],
      ['E_STREAM_UNKNOWN', 'E_STREAMS_MISSING']
    )
  })
})
