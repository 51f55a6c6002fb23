import type { TenantTransaction } from '#foundation'
import type { RunError } from './run_records.js'

/** Ends a run that nobody holds, or whose holder is lost: no lease is asked for, and a holder's becomes void. */
export async function abandonRun(
  tenant: TenantTransaction,
  { runId, error, now }: { runId: string; error: RunError; now: Date }
): Promise<boolean> {
  const { rowCount } = await tenant.query(
    `UPDATE sync_runs SET status = 'failed', lease = NULL, resume_at = NULL, finished_at = $3,
       error_kind = $4, error_code = $5, error_message = $6
     WHERE organization_id = $1 AND id = $2 AND status IN ('queued', 'running', 'waiting')`,
    [tenant.organizationId, runId, now, error.kind, error.code, error.message]
  )
  return rowCount === 1
}
