import type { TenantTransaction } from '#foundation'

/**
 * Asks a run to end. One that works stops at its next page, or within a second where a call hangs; one
 * that waits ends now. What has landed stays. Answers false where the run had already ended.
 * An import is not stopped: it lands whole and can be undone.
 */
export async function cancelSync(
  tenant: TenantTransaction,
  { runId, now }: { runId: string; now: Date }
): Promise<boolean> {
  const { rowCount } = await tenant.query(
    `UPDATE sync_runs SET cancel_requested_at = coalesce(cancel_requested_at, $3),
       status = CASE WHEN status = 'running' THEN status ELSE 'cancelled' END,
       finished_at = CASE WHEN status = 'running' THEN NULL ELSE $3::timestamptz END
     WHERE organization_id = $1 AND id = $2 AND kind <> 'import' AND status IN ('queued', 'running', 'waiting')`,
    [tenant.organizationId, runId, now]
  )
  return rowCount === 1
}
