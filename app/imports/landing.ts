import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { recordProgress, recordRejections, type RunLease } from '#sync'
import { writePage, type StreamHandle } from '#warehouse'
import type { FactRecord } from '#shared/records'
import type { ChunkMessage } from './child/messages.js'
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
  { chunk, now }: { chunk: ChunkMessage; now: DateTime }
): Promise<number> {
  const { importId, stream, lease } = landing
  const facts = factsOf(chunk, landing)
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
  return facts.length - outcome.duplicates
}

function factsOf(chunk: ChunkMessage, { importId, isKeyed }: Landing): FactRecord[] {
  const prefix = isKeyed ? '' : `${importId}:`
  return chunk.keys.map((key, index) => ({
    day: chunk.days[index],
    currency: chunk.currencies[index],
    entity: { kind: 'row', externalId: prefix + key },
    dimensions: chunk.combinations[chunk.combination[index]],
    numbers: chunk.numbers[index],
  }))
}
