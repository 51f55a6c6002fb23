import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { runMetricQuery } from '#metrics'
import { compileConnector } from '#reading/map/compile_connector'
import type { ApiConnector, Plugin } from '#kit'
import { DateTime } from 'luxon'
import { givenScriptedSource, type ScriptedSource } from '#tests/support/syncs'
import { shopManifest } from '#tests/support/shop_manifest'

const SAMPLED = 'These numbers are sampled, so they are estimates.'

async function givenSampledSource() {
  const source = await givenScriptedSource('2026-03-10T10:00:00Z')
  Object.assign(source.vendor, { step: 'P10D', lookback: 'P3D' })
  source.vendor.rows = ['2026-02-20', '2026-03-09'].map((day) => ({
    day,
    campaign: 'A',
    clicks: 10,
  }))
  source.vendor.warnings = ({ window }) => (window!.from < '2026-02-25' ? [SAMPLED] : [])
  await source.sync()
  return source
}

function warningsIn(source: ScriptedSource, from: string, to: string) {
  const query = { metrics: ['clicks'], range: { from, to } }
  const now = DateTime.fromJSDate(source.now)
  const ask = () =>
    withTenant(source.organizationId, (tenant) =>
      runMetricQuery(tenant, { timeZone: 'UTC' }, query, now)
    )
  return ask().then(({ provenance }) => provenance.clicks.warnings)
}

test.group('A warning of the vendor on a good answer', () => {
  test('stands beside the numbers of its days, and no others', async ({ assert }) => {
    const source = await givenSampledSource()

    assert.deepEqual(await warningsIn(source, '2026-02-01', '2026-02-28'), [
      `Lighthouse ads: ${SAMPLED}`,
    ])
    assert.deepEqual(await warningsIn(source, '2026-03-05', '2026-03-09'), [])
  })

  test('is gone once the vendor answers the same days without it', async ({ assert }) => {
    const source = await givenSampledSource()
    source.vendor.warnings = () => []
    await source.sync({ kind: 'backfill', window: { from: '2026-02-01', to: '2026-02-20' } })

    const of = (day: string) => warningsIn(source, day, day)
    assert.deepEqual(
      [await of('2026-02-20'), await of('2026-02-25')],
      [[], [`Lighthouse ads: ${SAMPLED}`]]
    )
  })

  test('is read by the rules of the manifest', ({ assert }) => {
    const manifest: Plugin = shopManifest()
    const { http } = manifest.connectors!.shop as ApiConnector
    http.warn = [{ when: 'size(response.body.metadata.samplingMetadatas) > 0', say: SAMPLED }]
    const { warnings } = compileConnector(manifest, 'shop').calls
    const of = (body: unknown) => warnings({ status: 200, headers: {}, body })

    assert.deepEqual(of({ metadata: { samplingMetadatas: [{}] } }), [SAMPLED])
    assert.deepEqual([of({ metadata: {} }), of({}), of([])], [[], [], []])
  })
})
