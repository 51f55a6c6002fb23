import { zstdCompress } from 'node:zlib'
import { promisify } from 'node:util'
import { DateTime } from 'luxon'
import { stableUuid, withTenant, type TenantTransaction } from '#foundation'
import { writePage } from '#warehouse'
import { holdRun, NO_COUNTS, recordProgress, type RunCounts } from '../run_records.js'
import { recordRejections } from '../rejections.js'
import { failpoint } from './failpoint.js'
import { inStoredOrder, type PageToWrite } from './map_page.js'
import { stateName, writeState } from './part_state.js'
import type { PartProgress } from './progress_book.js'
import { partName, type Part, type SyncRun } from './sync_run.js'
import type { PartState } from './windows.js'

/** As small as gzip makes it, in a fifth of its time. */
const compress = promisify(zstdCompress)
/** Long enough to rebuild a month without asking the vendor again. */
const RAW_PAGE_DAYS = 30

export interface PageCommit {
  part: Part
  /** Name of the part in the state table; a backfill has its own. */
  stateKey: string
  page: PageToWrite
  /** Says which page this is, so that writing it again replaces nothing and adds nothing. */
  place: string
  next: PartState
  /** For the page that watches the run. */
  progress: Pick<PartProgress, 'state' | 'window' | 'at'>
}

/**
 * Writes one page: rows, rejected records, the raw page, the place to go on from and the run's counters,
 * in one transaction that commits only while this worker holds the run.
 */
export async function commitPage(run: SyncRun, commit: PageCommit) {
  const body = commit.page.raw.length > 0 ? await compress(commit.page.raw) : null
  const written = await withTenant(run.organizationId, async (tenant) => {
    await holdRun(tenant, run.lease)
    const counts = await writeRows(tenant, run, commit)
    await keepRawPage(tenant, run, { commit, body })
    await moveState(tenant, run, commit)
    const place = { stream: commit.part.stream.name, part: partName(commit.part) }
    const changed = run.book.withPage(place, counts, commit.progress)
    await recordProgress(tenant, { ...run.lease, counts, progress: changed })
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
  { part, page, place }: PageCommit
): Promise<RunCounts> {
  const now = run.now()
  const counts = { ...NO_COUNTS, read: page.read, rejected: page.rejected.length }
  for (const [stream, batch] of page.batches) {
    const handle = run.handles.get(stream)!
    const declared = run.session.connector.streams.get(stream)!.slots
    const rows = await writePage(tenant, {
      ...batch,
      stream: handle,
      runId: run.id,
      now: DateTime.fromJSDate(now),
      facts: inStoredOrder(batch.facts, declared, handle.slots),
    })
    counts.written += rows.written
    counts.restated += rows.restated
    counts.unchanged += rows.unchanged
  }
  await recordRejections(tenant, {
    connectionId: run.connection.id,
    runId: run.id,
    stream: part.stream.name,
    part: `${partName(part)} ${place}`,
    records: page.rejected,
    now,
  })
  return { ...counts, pages: page.raw.length > 0 ? 1 : 0 }
}

interface RawPage {
  commit: PageCommit
  body: Buffer | null
}

async function keepRawPage(tenant: TenantTransaction, run: SyncRun, { commit, body }: RawPage) {
  if (!body) {
    return
  }
  const stream = commit.part.stream.name
  const part = partName(commit.part)
  const now = run.now()
  await tenant.query(
    `INSERT INTO raw_pages (organization_id, id, connection_id, run_id, stream, part, sequence, body,
       fetched_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6,
       (SELECT pages FROM sync_runs WHERE organization_id = $1 AND id = $4), $7, $8, $9)
     ON CONFLICT (organization_id, id) DO NOTHING`,
    [
      tenant.organizationId,
      stableUuid([run.id, stream, part, commit.place].join('\u0000')),
      run.connection.id,
      run.id,
      stream,
      part,
      body,
      now,
      DateTime.fromJSDate(now).plus({ days: RAW_PAGE_DAYS }).toJSDate(),
    ]
  )
}

async function moveState(tenant: TenantTransaction, run: SyncRun, commit: PageCommit) {
  const key = {
    connectionId: run.connection.id,
    stream: commit.part.stream.name,
    part: commit.stateKey,
  }
  await writeState(tenant, key, { state: commit.next, now: run.now() })
}
