import { pluginRegistry, type MappingScope } from '#plugin_host'
import type { EntityRecord, FactRecord } from '#shared/records'

/** The bundled stream whose records the benchmark makes: one per day, ad group and device. */
const PLUGIN = 'google/ads'
const CONNECTOR = 'ads'
const STREAM = 'ad_group_performance'

/** Records mapped between two looks at the database: its next statement never waits for a whole page. */
const SLICE = 500

const registry = await pluginRegistry()
const connector = registry.connector(PLUGIN, CONNECTOR)
export const stream = connector.streams.get(STREAM)!

export interface BenchPage {
  entities: EntityRecord[]
  facts: FactRecord[]
}

/** From the bytes of a page to records, through the compiled manifest. */
export async function mapPage(bytes: Buffer, account: string): Promise<BenchPage> {
  const { results } = JSON.parse(bytes.toString()) as { results: unknown[] }
  const scope = scopeOf(account)
  const page: BenchPage = { entities: [], facts: [] }
  for (let from = 0; from < results.length; from += SLICE) {
    const { batches, rejected } = stream.mapPage(results.slice(from, from + SLICE), scope)
    if (rejected.length > 0) {
      throw new Error(`A record of the benchmark was rejected: ${rejected[0].reason}`)
    }
    const batch = batches.get(STREAM)!
    page.entities.push(...batch.entities)
    page.facts.push(...batch.facts)
    await new Promise(setImmediate)
  }
  return page
}

function scopeOf(account: string): MappingScope {
  return {
    account: {
      id: account,
      name: 'Lighthouse Bakery',
      currency: 'EUR',
      timeZone: 'Europe/Amsterdam',
      attributes: {},
    },
    settings: {},
    today: '2035-01-01',
  }
}
