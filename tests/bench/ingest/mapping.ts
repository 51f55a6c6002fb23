import { connectorOf } from '#reading'
import type { MappedBatch, MappingScope } from '#reading/map/types'

/** The bundled stream whose records the benchmark makes: one per day, ad group and device. */
const PLUGIN = 'google/ads'
const CONNECTOR = 'ads'
const STREAM = 'ad_group_performance'

const connector = await connectorOf(PLUGIN, CONNECTOR)
export const stream = connector.streams.get(STREAM)!

/** From the bytes of a page to records, through the compiled manifest and as a sync does it. */
export async function mapPage(bytes: Buffer, account: string): Promise<MappedBatch> {
  const { batches, rejected } = await stream.mapPageInTurns(parsePage(bytes), scopeOf(account))
  if (rejected.length > 0) {
    throw new Error(`A record of the benchmark was rejected: ${rejected[0].reason}`)
  }
  return batches.get(STREAM)!
}

export function parsePage(bytes: Buffer): unknown[] {
  const { results } = JSON.parse(bytes.toString()) as { results: unknown[] }
  return results
}

export function scopeOf(account: string): MappingScope {
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
