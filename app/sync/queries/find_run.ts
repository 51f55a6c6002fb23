import type { TenantTransaction } from '#foundation'
import type { Progress } from '../engine/progress_book.js'
import type { RunErrorKind, RunKind, RunStatus } from '../run_records.js'

/** A run as people and programs see it. */
export interface RunView {
  id: string
  connectionId: string
  kind: RunKind
  status: RunStatus
  windowFrom: string | null
  windowTo: string | null
  recordsRead: number
  recordsWritten: number
  recordsRestated: number
  recordsUnchanged: number
  recordsRejected: number
  pages: number
  attempts: number
  progress: Progress
  errorKind: RunErrorKind | null
  errorCode: string | null
  errorMessage: string | null
  correlationId: string
  requestedBy: string | null
  isCancelling: boolean
  queuedAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  resumeAt: Date | null
}

const RUNS = `
  SELECT r.id, r.connection_id AS "connectionId", r.kind, r.status, r.window_from::text AS "windowFrom",
    r.window_to::text AS "windowTo", r.records_read::float8 AS "recordsRead",
    r.records_written::float8 AS "recordsWritten", r.records_restated::float8 AS "recordsRestated",
    r.records_unchanged::float8 AS "recordsUnchanged", r.records_rejected::float8 AS "recordsRejected",
    r.pages::float8 AS pages, r.attempts, r.progress, r.error_kind AS "errorKind",
    r.error_code AS "errorCode", r.error_message AS "errorMessage", r.correlation_id AS "correlationId",
    u.full_name AS "requestedBy", r.queued_at AS "queuedAt", r.started_at AS "startedAt",
    r.finished_at AS "finishedAt", r.resume_at AS "resumeAt",
    (r.cancel_requested_at IS NOT NULL AND r.finished_at IS NULL) AS "isCancelling"
  FROM sync_runs r LEFT JOIN users u ON u.id = r.requested_by
  WHERE r.organization_id = $1`

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** How did, or does, this run go? Null where the organization has no such run. */
export async function findRun(tenant: TenantTransaction, runId: string): Promise<RunView | null> {
  if (!UUID.test(runId)) {
    return null
  }
  const { rows } = await tenant.query<RunView>(`${RUNS} AND r.id = $2`, [
    tenant.organizationId,
    runId,
  ])
  return rows[0] ?? null
}

/** What happened to this source lately? Newest first. */
export async function listRuns(
  tenant: TenantTransaction,
  { connectionId, limit = 25 }: { connectionId: string; limit?: number }
): Promise<RunView[]> {
  const { rows } = await tenant.query<RunView>(
    `${RUNS} AND r.connection_id = $2 ORDER BY r.queued_at DESC LIMIT $3`,
    [tenant.organizationId, connectionId, limit]
  )
  return rows
}
