import { DateTime } from 'luxon'
import { AsyncResource } from 'node:async_hooks'
import { withTenant, type TenantTransaction } from '#foundation'
import { recordProgress } from '#sync'
import { replaceDays } from '#warehouse'
import type { Chunk } from './child/messages.js'
import { assertWanted } from './interruption.js'
import { writeChunk, type Landing, type ReadyChunk, type RunCounts } from './landing.js'

export type Report = (chunk: Chunk, read: number) => Promise<void>

/**
 * Shows how far a file is while its one long transaction is open. Made before that transaction opens and
 * bound to that moment, because a nested call would join it and be seen by nobody until it ends.
 */
export function reporter(organizationId: string, { lease, byteSize }: Landing): Report {
  return AsyncResource.bind((chunk: Chunk, read: number) =>
    withTenant(organizationId, async (tenant) => {
      const progress = { bytesRead: chunk.bytesRead, byteSize, rowsRead: read }
      await recordProgress(tenant, { ...lease, counts: [], progress })
      await assertWanted(tenant, lease)
    })
  )
}

/**
 * All rows, and the removal of the old ones, in one transaction: nobody ever sees both or neither. What others wait
 * for, the run's counts and the organization's version, is written at its end.
 */
export async function landReplacement(
  tenant: TenantTransaction,
  landing: Landing,
  { chunks, report }: { chunks: AsyncGenerator<ReadyChunk>; report: Report }
) {
  const { stream, lease } = landing
  const counts: RunCounts[] = []
  for await (const ready of chunks) {
    const landed = { ...ready, now: DateTime.utc(), isAnnouncedLater: true }
    counts.push(await writeChunk(tenant, landing, landed))
    const read = counts.reduce((sum, each) => sum + each.read, 0)
    await report(ready.chunk, read)
  }
  await replaceDays(tenant, { streamId: stream.id, runId: lease.runId, now: DateTime.utc() })
  await recordProgress(tenant, { ...lease, counts })
}
