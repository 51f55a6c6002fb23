import emitter from '@adonisjs/core/services/emitter'
import { newId, ProgrammingError, type TenantTransaction } from '#foundation'
import { RunEnded } from './events/run_ended.js'

export type RunKind = 'scheduled' | 'manual' | 'backfill' | 'import' | 'webhook'
export type RunOutcome = 'succeeded' | 'partial' | 'failed' | 'cancelled'
export type RunStatus = 'queued' | 'running' | 'waiting' | RunOutcome
export type RunErrorKind = 'configuration' | 'authorization' | 'temporary' | 'permanent'

/** Days, both included, in the account's own zone. */
export interface DayWindow {
  from: string
  to: string
}

export interface NewRun {
  connectionId: string
  kind: RunKind
  window?: DayWindow
  /** Only these streams are read; all where left out. */
  streams?: string[]
  requestedBy: string | null
  correlationId: string
  now: Date
}

/** What a page added; counters of a run only ever grow by these. */
export interface RunCounts {
  read: number
  written: number
  restated: number
  unchanged: number
  rejected: number
  pages: number
}

export const NO_COUNTS: RunCounts = {
  read: 0,
  written: 0,
  restated: 0,
  unchanged: 0,
  rejected: 0,
  pages: 0,
}

/** What all of these came to; of none, nothing. */
export function addCounts(...all: RunCounts[]): RunCounts {
  return all.reduce(
    (sum, next) => ({
      read: sum.read + next.read,
      written: sum.written + next.written,
      restated: sum.restated + next.restated,
      unchanged: sum.unchanged + next.unchanged,
      rejected: sum.rejected + next.rejected,
      pages: sum.pages + next.pages,
    }),
    NO_COUNTS
  )
}

export interface RunError {
  kind: RunErrorKind
  code: string
  /** What happened, what it means, what to do. */
  message: string
}

/**
 * The right to write for a run. Whoever starts the run again gets a new one, so that a worker which was
 * frozen and wakes up later finds its own void and writes nothing.
 */
export interface RunLease {
  runId: string
  lease: string
}

/** A worker that lost its run to another one. The transaction must not commit. */
export class LeaseLost extends ProgrammingError {}

/** Records that a run is wanted. It stands in the history as queued from this moment on. */
export async function openRun(tenant: TenantTransaction, run: NewRun): Promise<{ id: string }> {
  const id = newId(run.now.getTime())
  await tenant.query(
    `INSERT INTO sync_runs (organization_id, id, connection_id, kind, status, window_from, window_to,
       streams, requested_by, correlation_id, queued_at)
     VALUES ($1, $2, $3, $4, 'queued', $5, $6, $7, $8, $9, $10)`,
    [
      tenant.organizationId,
      id,
      run.connectionId,
      run.kind,
      run.window?.from ?? null,
      run.window?.to ?? null,
      run.streams ?? null,
      run.requestedBy,
      run.correlationId,
      run.now,
    ]
  )
  return { id }
}

/** Takes the run over and answers the only valid lease; null where the run has already ended. */
export async function startRun(
  tenant: TenantTransaction,
  { runId, now }: { runId: string; now: Date }
): Promise<RunLease | null> {
  const lease = newId()
  const { rowCount } = await tenant.query(
    `UPDATE sync_runs SET status = 'running', lease = $3, resume_at = NULL,
       started_at = coalesce(started_at, $4)
     WHERE organization_id = $1 AND id = $2 AND status IN ('queued', 'running', 'waiting')`,
    [tenant.organizationId, runId, lease, now]
  )
  return rowCount === 1 ? { runId, lease } : null
}

/**
 * Locks the run for the rest of the transaction. Throws where the lease is no longer valid: first
 * statement of every transaction that writes for a run.
 */
export async function holdRun(tenant: TenantTransaction, { runId, lease }: RunLease) {
  const { rows } = await tenant.query(
    `SELECT 1 FROM sync_runs
     WHERE organization_id = $1 AND id = $2 AND lease = $3 AND status = 'running' FOR UPDATE`,
    [tenant.organizationId, runId, lease]
  )
  assertHeld(rows.length, runId)
}

export interface RunProgress extends RunLease {
  /** What was added; of several pages, of all of them. */
  counts: RunCounts | RunCounts[]
  /** Merged into what the page that watches the run shows. */
  progress?: Record<string, unknown>
}

/**
 * Adds to the run's counters, in the transaction that writes the rows. Throws where the lease is no
 * longer valid, which rolls everything back.
 */
export async function recordProgress(tenant: TenantTransaction, step: RunProgress) {
  const counts = addCounts(...[step.counts].flat())
  const { rowCount } = await tenant.query(
    `UPDATE sync_runs SET records_read = records_read + $4, records_written = records_written + $5,
       records_restated = records_restated + $6, records_unchanged = records_unchanged + $7,
       records_rejected = records_rejected + $8, pages = pages + $9, progress = progress || $10::jsonb
     WHERE organization_id = $1 AND id = $2 AND lease = $3 AND status = 'running'`,
    [
      tenant.organizationId,
      step.runId,
      step.lease,
      counts.read,
      counts.written,
      counts.restated,
      counts.unchanged,
      counts.rejected,
      counts.pages,
      JSON.stringify(step.progress ?? {}),
    ]
  )
  assertHeld(rowCount, step.runId)
}

export interface RunEnding extends RunLease {
  outcome: RunOutcome
  error?: RunError | null
  now: Date
}

/** Ends the run. Throws where the lease is no longer valid. */
export async function finishRun(tenant: TenantTransaction, ending: RunEnding) {
  const { error } = ending
  const { rowCount } = await tenant.query(
    `UPDATE sync_runs SET status = $4, error_kind = $5, error_code = $6, error_message = $7,
       finished_at = $8, lease = NULL, resume_at = NULL
     WHERE organization_id = $1 AND id = $2 AND lease = $3 AND status = 'running'`,
    [
      tenant.organizationId,
      ending.runId,
      ending.lease,
      ending.outcome,
      error?.kind ?? null,
      error?.code ?? null,
      error?.message ?? null,
      ending.now,
    ]
  )
  assertHeld(rowCount, ending.runId)
  await emitter.emit(RunEnded, new RunEnded(tenant, ending.runId))
}

/** Throws unless exactly the one row of a held lease was touched. */
export function assertHeld(rowCount: number, runId: string) {
  if (rowCount !== 1) {
    throw new LeaseLost(`Run ${runId} is no longer held by this worker.`)
  }
}
