import { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { writePage } from '#warehouse'
import { holdRun, NO_COUNTS, recordProgress, type RunCounts } from '../run_records.js'
import { recordRejections } from '../rejections.js'
import { failpoint } from '#shared/failpoint'
import type { PageToWrite } from './prepare_page.js'
import { stateName, writeState } from './read_state.js'
import type { PartProgress } from './progress_book.js'
import { assertRoom, countPage } from './plan_allowance.js'
import { keepRawPage } from './raw_page.js'
import type { StreamRead } from '#reading'
import type { DayWindow } from '../run_records.js'
import { keepWarnings } from './slice_warnings.js'
import { readName, type SyncRun } from './sync_run.js'
import type { ReadState } from './windows.js'

export interface PageCommit {
  part: StreamRead
  /** Name of the part in the state table; a backfill has its own. */
  stateKey: string
  page: PageToWrite
  /** Says which page this is, so that writing it again replaces nothing and adds nothing. */
  place: string
  next: ReadState
  /** The days that the page is a part of, and whether it is the first of them. */
  slice: { days: DayWindow | null; isFirstPage: boolean }
  /** For the page that watches the run. */
  progress: Pick<PartProgress, 'state' | 'window' | 'at'>
}

/**
 * Writes one page: rows, rejected records, the raw page, the place to go on from and the run's counters,
 * in one transaction that commits only while this worker holds the run.
 */
export async function commitPage(run: SyncRun, commit: PageCommit) {
  const written = await withTenant(run.organizationId, async (tenant) => {
    await holdRun(tenant, run.lease)
    if (commit.page.read > 0) {
      await assertRoom(tenant, run)
    }
    const counts = await writeRows(tenant, run, commit)
    const place = { stream: commit.part.stream.name, part: readName(commit.part) }
    const changed = run.book.withPage(place, counts, commit.progress)
    // None needs the answer of another; in this order, because the raw page is numbered by the counters.
    await Promise.all([
      countPage(tenant, run, counts),
      keepRejections(tenant, run, commit),
      keepRawPage(tenant, run, commit),
      moveState(tenant, run, commit),
      noteWarnings(tenant, run, commit),
      recordProgress(tenant, { ...run.lease, counts, progress: changed }),
    ])
    await failpoint('before-commit')
    return { progress: changed, counts }
  })
  run.book.accept(written.progress)
  run.states.set(stateName(commit.part.stream.name, commit.stateKey), commit.next)
  const isSliceOver = (commit.next.at?.resume ?? null) === null
  if (isSliceOver || bringsNews(written.counts)) {
    run.attempts = 0
  }
}

/** A vendor that repeats itself earns no further attempts by it, or it would be asked for ever. */
const bringsNews = ({ written, restated }: RunCounts) => written + restated > 0

async function writeRows(
  tenant: TenantTransaction,
  run: SyncRun,
  { page }: PageCommit
): Promise<RunCounts> {
  const pages = page.body ? 1 : 0
  const counts = { ...NO_COUNTS, read: page.read, rejected: page.rejected.length, pages }
  const writing = { runId: run.id, now: DateTime.fromJSDate(run.now()) }
  for (const batch of page.batches) {
    const rows = await writePage(tenant, batch, writing)
    counts.written += rows.written
    counts.restated += rows.restated
    counts.unchanged += rows.unchanged
  }
  return counts
}

async function keepRejections(
  tenant: TenantTransaction,
  run: SyncRun,
  { part, page, place }: PageCommit
) {
  await recordRejections(tenant, {
    connectionId: run.connection.id,
    runId: run.id,
    stream: part.stream.name,
    part: `${readName(part)} ${place}`,
    records: page.rejected,
    now: run.now(),
  })
}

/** Beside the place of the regular sync: that of a backfill is forgotten with it. */
async function noteWarnings(tenant: TenantTransaction, run: SyncRun, commit: PageCommit) {
  const { part, page, slice } = commit
  const key = {
    connectionId: run.connection.id,
    stream: part.stream.name,
    part: readName(part),
  }
  await keepWarnings(tenant, key, { ...slice, warnings: page.warnings })
}

async function moveState(tenant: TenantTransaction, run: SyncRun, commit: PageCommit) {
  const key = {
    connectionId: run.connection.id,
    stream: commit.part.stream.name,
    part: commit.stateKey,
  }
  await writeState(tenant, key, { state: commit.next, now: run.now() })
}
