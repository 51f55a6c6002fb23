import { setTimeout } from 'node:timers/promises'
import { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import { readAhead } from '#shared/read_ahead'
import { preparePage, registerStream, rollUp, writePage, type StreamHandle } from '#warehouse'
import { mapPage, stream as mapped } from './mapping.js'

/** One vendor account that is read over one database connection. */
export interface Lane {
  organizationId: string
  account: string
  stream: StreamHandle
}

/** Less than any vendor takes to answer. */
const ARRIVAL_MS = 1

const CONNECTION = `
  INSERT INTO connections (organization_id, id, plugin_id, plugin_version, connector, slug, name, mode, auth_name,
    state, created_at, updated_at)
  VALUES ($1, $2, 'bench/ads', '1.0.0', 'ads', $3, 'Bench', 'sandbox', 'none', 'connected', now(), now())`

/** A connection of the organization with one stream. */
export async function openLane(organizationId: string, account: string): Promise<Lane> {
  return withTenant(organizationId, async (tenant) => {
    const connectionId = newId()
    await tenant.query(CONNECTION, [organizationId, connectionId, `bench-${account}`])
    const { name, mode, channel, slots } = mapped
    const declaration = { connectionId, name, mode, channel, slots, dimensions: {} }
    const stream = await registerStream(tenant, declaration)
    return { organizationId, account, stream }
  })
}

/**
 * Reads all pages of every lane and rolls up. As in a sync, the next page is mapped and prepared while the
 * last one is written, one transaction per page. Answers the seconds it took.
 */
export async function ingest(lanes: { lane: Lane; pages: Buffer[] }[]): Promise<number> {
  const started = performance.now()
  const now = DateTime.utc()
  await Promise.all(lanes.map(({ lane, pages }) => readPages(lane, pages, now)))
  const { organizationId } = lanes[0].lane
  await withTenant(organizationId, (tenant) => rollUp(tenant, { now }))
  return (performance.now() - started) / 1000
}

async function readPages(lane: Lane, pages: Buffer[], now: DateTime) {
  const writing = { runId: newId(), now }
  for await (const page of readAhead(preparedPages(lane, pages))) {
    await withTenant(lane.organizationId, (tenant) => writePage(tenant, page, writing))
  }
}

/** A page comes from a vendor, so never in the same breath in which it is asked for. */
async function* preparedPages({ account, stream }: Lane, pages: Buffer[]) {
  for (const bytes of pages) {
    await setTimeout(ARRIVAL_MS)
    yield preparePage({ ...(await mapPage(bytes, account)), stream })
  }
}
