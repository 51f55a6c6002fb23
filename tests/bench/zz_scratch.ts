import { compileConnector } from '#plugin_host'
import googleAds from '#plugins/connectors/google_ads/plugin'
import { vendorPages } from './ingest/vendor_pages.js'
import { arrangeFacts } from '#warehouse/batch/fact_batch'
import { bigintArray, codeArray, dateArray, floatArray } from '#warehouse/batch/binary_arrays'
import { entityRows } from '#warehouse/batch/entity_rows'
const stream = compileConnector(googleAds, 'ads').streams.get(
  process.env.STREAM ?? 'ad_group_performance'
)!
const scope = {
  account: { id: '1', name: 'L', currency: 'EUR', timeZone: 'Europe/Amsterdam', attributes: {} },
  settings: {},
  today: '2035-01-01',
}
const pages = vendorPages(200_000)
const handle = {
  id: '1',
  connectionId: 'c',
  name: stream.name,
  mode: stream.mode,
  slots: stream.slots,
} as any
const cpu = (b: any) => {
  const u = process.cpuUsage(b)
  return u.user + u.system
}
for (let round = 0; round < 6; round++) {
  const t = { parse: 0, map: 0, arrange: 0, ents: 0, encode: 0 }
  for (const bytes of pages) {
    let b = process.cpuUsage()
    const { results } = JSON.parse(bytes.toString())
    t.parse += cpu(b)
    b = process.cpuUsage()
    const batch = stream.mapPage(results, scope).batches.get(stream.name)!
    t.map += cpu(b)
    b = process.cpuUsage()
    const a = arrangeFacts(handle, batch.facts)
    t.arrange += cpu(b)
    b = process.cpuUsage()
    entityRows('c', batch.entities)
    t.ents += cpu(b)
    b = process.cpuUsage()
    dateArray(a.days, a.rows)
    bigintArray(a.entityIds, a.rows)
    bigintArray(a.breakdownIds, a.rows)
    codeArray(
      batch.facts.map((f) => f.currency),
      a.rows
    )
    for (let s = 0; s < stream.slots.length; s++) floatArray(batch.facts, a.rows, s)
    t.encode += cpu(b)
  }
  console.log(
    Object.entries(t)
      .map(([k, v]) => `${k} ${(v / 200_000).toFixed(2)}`)
      .join('  ')
  )
}
