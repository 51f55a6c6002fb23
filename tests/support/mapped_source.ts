import { newId, withTenant } from '#foundation'
import { runMetricQuery, type MetricQuery, type MetricResult } from '#metrics'
import { connectorOf, type MappingAccount } from '#reading'
import { preparePage, registerStream, rollUp, writePage } from '#warehouse'
import { givenOrganization } from './organizations.js'
import { givenConnectionRow, NOON } from './warehouse.js'

export interface MappedSource {
  plugin: string
  connector: string
  account: MappingAccount
  /** Vendor records by stream, in the shape the vendor's interface sends them. */
  records: Record<string, unknown[]>
}

/** An organization into which vendor records went through the real manifest, mapping and writing. */
export async function givenMappedSource({ plugin, connector, account, records }: MappedSource) {
  const { streams } = await connectorOf(plugin, connector)
  const organization = await givenOrganization({ currency: account.currency ?? 'EUR' })
  const rejected = await withTenant(organization.id, async (tenant) => {
    const connectionId = await givenConnectionRow(tenant)
    const faults: unknown[] = []
    for (const [name, list] of Object.entries(records)) {
      const stream = streams.get(name)!
      const handle = await registerStream(tenant, {
        ...stream,
        period: stream.period === 'hour' ? 'day' : stream.period,
        connectionId,
        dimensions: {},
      })
      const scope = { account, settings: {}, today: '2026-11-20' }
      const page = stream.mapPage(list, scope)
      const batch = page.batches.get(name)!
      const ready = preparePage({ ...batch, stream: handle })
      await writePage(tenant, ready, { runId: newId(), now: NOON })
      faults.push(...page.rejected)
    }
    await rollUp(tenant, { now: NOON })
    return faults
  })
  const ask = (query: MetricQuery): Promise<MetricResult> =>
    withTenant(organization.id, (tenant) => runMetricQuery(tenant, organization, query, NOON))
  return { organization, rejected, ask }
}
