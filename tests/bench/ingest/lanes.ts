import { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import { registerStream, rollUp, writePage, type StreamHandle } from '#warehouse'
import { mapPage, SLOTS } from './mapping.js'

/** One vendor account that is read over one database connection. */
export interface Lane {
  organizationId: string
  stream: StreamHandle
}

const CONNECTION = `
  INSERT INTO connections (organization_id, id, plugin_id, plugin_version, connector, slug, name, mode, auth_name,
    state, created_at, updated_at)
  VALUES ($1, $2, 'bench/ads', '1.0.0', 'ads', $3, 'Bench', 'sandbox', 'none', 'connected', now(), now())`

/** A connection of the organization with one stream. */
export async function openLane(organizationId: string, name: string): Promise<Lane> {
  return withTenant(organizationId, async (tenant) => {
    const connectionId = newId()
    await tenant.query(CONNECTION, [organizationId, connectionId, name])
    const stream = await registerStream(tenant, {
      connectionId,
      name: 'ad_group_days',
      mode: 'daily',
      channel: 'search',
      slots: SLOTS,
      dimensions: { device: 'Device' },
    })
    return { organizationId, stream }
  })
}

/**
 * Reads all pages of every lane and rolls up. A lane maps its next page while the database writes the
 * last one, one transaction per page. Answers the seconds it took.
 */
export async function ingest(lanes: { lane: Lane; pages: Buffer[] }[]): Promise<number> {
  const started = performance.now()
  const now = DateTime.utc()
  await Promise.all(lanes.map(({ lane, pages }) => readPages(lane, pages, now)))
  const { organizationId } = lanes[0].lane
  await withTenant(organizationId, (tenant) => rollUp(tenant, { now }))
  return (performance.now() - started) / 1000
}

async function readPages({ organizationId, stream }: Lane, pages: Buffer[], now: DateTime) {
  const runId = newId()
  let writing: Promise<unknown> = Promise.resolve()
  for (const bytes of pages) {
    const mapped = mapPage(bytes)
    await writing
    writing = withTenant(organizationId, (tenant) =>
      writePage(tenant, { stream, runId, now, events: [], ...mapped })
    )
    // Lets the statement leave for the database before the next page is mapped.
    await new Promise(setImmediate)
  }
  await writing
}
