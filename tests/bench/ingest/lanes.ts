import { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import { registerStream, rollUp, writePage, type StreamHandle } from '#warehouse'
import { mapPage, stream as mapped } from './mapping.js'

/** One vendor account that is read over one database connection. */
export interface Lane {
  organizationId: string
  account: string
  stream: StreamHandle
}

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

async function readPages(
  { organizationId, account, stream }: Lane,
  pages: Buffer[],
  now: DateTime
) {
  const runId = newId()
  let writing: Promise<unknown> = Promise.resolve()
  for (const bytes of pages) {
    const page = await mapPage(bytes, account)
    await writing
    writing = withTenant(organizationId, (tenant) =>
      writePage(tenant, { ...page, stream, runId, now })
    )
  }
  await writing
}
