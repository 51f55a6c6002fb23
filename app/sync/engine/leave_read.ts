import { withTenant } from '#foundation'
import { holdRun, NO_COUNTS, recordProgress } from '../run_records.js'
import type { Failure } from './failure.js'
import type { StreamRead } from '#reading'
import { readName, type SyncRun } from './sync_run.js'

/** Leaves a part out of this run, with the sentence that says why. Its place is kept for the next. */
export async function leaveRead(
  run: SyncRun,
  part: StreamRead,
  failure: Failure & { state: 'skipped' | 'failed' }
) {
  const { state, message, code, kind } = failure
  const change = { state, message, code, kind, at: null }
  const progress = run.book.with(part.stream.name, readName(part), change)
  await withTenant(run.organizationId, async (tenant) => {
    await holdRun(tenant, run.lease)
    await recordProgress(tenant, { ...run.lease, counts: NO_COUNTS, progress })
  })
  run.book.accept(progress)
}
