import type { DateTime } from 'luxon'
import { recordUsage } from '#billing'
import { newId, type TenantTransaction } from '#foundation'
import { recordProgress, recordRejections } from '#sync'
import type { RunLease } from './interruption.js'
import { preparePage, writePage, type FactColumns, type StreamHandle } from '#warehouse'
import type { Chunk } from './child/messages.js'
import { assertNewKeys } from './assert_new_keys.js'
import type { ImportMode } from './mapping/mapping.js'
import type { IgnoredField } from './reading/format.js'
import { isKeyed, ROWS_STREAM } from './sources.js'

/** What landed of a chunk. */
export type RunCounts = Exclude<Parameters<typeof recordProgress>[1]['counts'], unknown[]>

/** What all chunks of one import share. */
export interface Landing {
  importId: string
  stream: StreamHandle
  lease: RunLease
  byteSize: number
  mode: ImportMode
}

/** A chunk whose rows are sorted and encoded, so that its transaction has only to write them. */
export interface ReadyChunk {
  chunk: Chunk
  page: ReturnType<typeof preparePage>
}

export interface LandedChunk extends ReadyChunk {
  now: DateTime
  /** See `Writing`. */
  isAnnouncedLater?: boolean
}

/** Makes chunks ready as they come; behind `readAhead` that is while the chunk before is written. */
export async function* readyChunks(
  chunks: AsyncGenerator<Chunk>,
  landing: Landing
): AsyncGenerator<ReadyChunk> {
  const { stream } = landing
  for await (const chunk of chunks) {
    const facts = columnsOf(chunk, landing)
    yield { chunk, page: preparePage({ stream, entities: [], events: [], facts }) }
  }
}

/** Writes one chunk with its rejected rows, its counts and the place to go on, all or nothing. */
export async function landChunk(
  tenant: TenantTransaction,
  landing: Landing,
  landed: LandedChunk
): Promise<void> {
  const { importId, lease, byteSize } = landing
  const { chunk, now } = landed
  const counts = await writeChunk(tenant, landing, landed)
  const progress = { bytesRead: chunk.bytesRead, byteSize }
  await recordProgress(tenant, { ...lease, counts, progress })
  await tenant.query(
    'UPDATE imports SET last_position = $3, updated_at = $4 WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, importId, chunk.lastPosition, now.toJSDate()]
  )
}

/** Writes the rows of a chunk and its rejected rows, and answers how many there were of each. */
export async function writeChunk(
  tenant: TenantTransaction,
  landing: Landing,
  { chunk, page, now, isAnnouncedLater }: LandedChunk
): Promise<RunCounts> {
  const { importId, stream, lease, mode } = landing
  await assertNewKeys(tenant, { stream, keys: chunk.keys, mode })
  const writing = { runId: lease.runId, now, isAnnouncedLater, isConfirming: isKeyed(stream) }
  const outcome = await writePage(tenant, page, writing)
  await recordRejections(tenant, {
    connectionId: stream.connectionId,
    runId: lease.runId,
    stream: ROWS_STREAM,
    part: importId,
    records: chunk.rejected,
    now: now.toJSDate(),
  })
  await noteIgnored(tenant, importId, chunk.ignored)
  const { written, restated, unchanged } = outcome
  await countRows(tenant, landing, { rows: written + restated, now })
  const rejected = chunk.rejected.length
  return { read: chunk.read, written, restated, unchanged, rejected, pages: 1 }
}

/** New and changed rows, counted with the rows themselves; the run's holder writes each chunk once. */
async function countRows(
  tenant: TenantTransaction,
  { stream }: Landing,
  { rows: quantity, now }: { rows: number; now: DateTime }
) {
  if (quantity > 0) {
    const driver = `source:${stream.connectionId}`
    await recordUsage(
      tenant,
      { meter: 'records', eventId: newId(), quantity, driver, at: now },
      now
    )
  }
}

/** With the rows, so that a restarted import still knows. */
async function noteIgnored(tenant: TenantTransaction, importId: string, ignored: IgnoredField[]) {
  if (ignored.length > 0) {
    await tenant.query(
      `UPDATE imports SET outcome = outcome || jsonb_build_object('ignored', $3::jsonb)
       WHERE organization_id = $1 AND id = $2`,
      [tenant.organizationId, importId, JSON.stringify(ignored)]
    )
  }
}

function columnsOf(chunk: Chunk, { importId, stream }: Landing): FactColumns {
  const { places, numbers } = chunk
  return {
    days: { values: chunk.days, places: places.days },
    currencies: { values: chunk.currencies, places: places.currencies },
    dimensions: { values: chunk.combinations, places: places.combinations },
    entities: isKeyed(stream)
      ? { kind: 'row', externalIds: chunk.keys }
      : { series: { kind: 'row', externalId: importId }, places: places.positions },
    numbers,
  }
}
