import type { TenantTransaction } from '#foundation'
import type { Catalogue } from '../catalogue/catalogue.js'
import { DimensionCatalogue } from '../catalogue/dimension_catalogue.js'
import { loadCatalogue } from '../catalogue/load_catalogue.js'
import { readFreshness, type StreamFreshness } from '../reading/freshness.js'
import { readStreams, type SourceStream } from '../reading/read_streams.js'
import { readAccounts, type AccountAt } from '../reading/shared_accounts.js'
import { Remembered } from './remembered.js'

/** What every question needs to know of an organization, as it is at one version of its data. */
export interface Knowledge {
  /** The organization and the version: what is remembered under it is true as long as it is asked for. */
  name: string
  streams: SourceStream[]
  catalogue: Catalogue
  dimensions: DimensionCatalogue
  accounts: AccountAt[]
  freshness: StreamFreshness[]
}

/** Streams of all organizations together; each costs about 2 kB with what belongs to it. */
const MOST_STREAMS = 10_000
const knowledge = new Remembered<Knowledge>({
  most: MOST_STREAMS,
  sizeOf: ({ streams }) => 1 + streams.length,
})

/** Read once for each version of the organization's data, by whoever asks first. */
export async function knowledgeOf(tenant: TenantTransaction): Promise<Knowledge> {
  const name = `${tenant.organizationId} ${await tenant.dataVersion()}`
  return knowledge.get(name, () => read(tenant, name))
}

async function read(tenant: TenantTransaction, name: string): Promise<Knowledge> {
  const streams = await readStreams(tenant)
  const connections = [...new Set(streams.map(({ connectionId }) => connectionId))]
  return {
    name,
    streams,
    catalogue: await loadCatalogue(tenant),
    dimensions: new DimensionCatalogue(streams),
    accounts: await readAccounts(tenant, streams),
    freshness: await readFreshness(tenant, connections),
  }
}
