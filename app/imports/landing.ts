import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { recordProgress, recordRejections, type RunLease } from '#sync'
import { writePage, type FactColumns, type StreamHandle } from '#warehouse'
import type { Chunk } from './child/messages.js'
import { ROWS_STREAM } from './sources.js'

/** What all chunks of one import share. */
export interface Landing {
  importId: string
  stream: StreamHandle
  lease: RunLease
  byteSize: number
  /** Rows with keys keep their identity from file to file; others belong to this import. */
  isKeyed: boolean
}

/** Writes one chunk with its rejected rows, its counts and the place to go on, all or nothing. */
export async function landChunk(
  tenant: TenantTransaction,
  landing: Landing,
  { chunk, now }: { chunk: Chunk; now: DateTime }
): Promise<void> {
  const { importId, stream, lease } = landing
  const facts = columnsOf(chunk, landing)
  const page = { stream, runId: lease.runId, now, entities: [], facts, events: [] }
  const outcome = await writePage(tenant, page)
  await recordRejections(tenant, {
    connectionId: stream.connectionId,
    runId: lease.runId,
    stream: ROWS_STREAM,
    part: importId,
    records: chunk.rejected,
    now: now.toJSDate(),
  })
  await recordProgress(tenant, {
    ...lease,
    counts: {
      read: chunk.read,
      written: outcome.written,
      restated: outcome.restated,
      unchanged: outcome.unchanged,
      rejected: chunk.rejected.length,
      pages: 1,
    },
    progress: { bytesRead: chunk.bytesRead, byteSize: landing.byteSize },
  })
  await tenant.query(
    'UPDATE imports SET last_position = $3, updated_at = $4 WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, importId, chunk.lastPosition, now.toJSDate()]
  )
}

function columnsOf(chunk: Chunk, { importId, isKeyed }: Landing): FactColumns {
  const { places, numbers } = chunk
  return {
    days: { values: chunk.days, places: places.days },
    currencies: { values: chunk.currencies, places: places.currencies },
    dimensions: { values: chunk.combinations, places: places.combinations },
    entities: isKeyed
      ? { kind: 'row', externalIds: chunk.keys }
      : { series: { kind: 'row', externalId: importId }, places: places.positions },
    numbers,
  }
}
