import type { TenantTransaction } from '#foundation'

const MOST_ROWS = 500

export interface RejectedRow {
  id: string
  position: number
  code: string
  field: string | null
  reason: string
  /** Column → what the file says. */
  raw: Record<string, string>
}

/** Which rows of a run still wait for a repair? */
export async function rejectedRowsOf(
  tenant: TenantTransaction,
  { runId, ids, limit = MOST_ROWS }: { runId: string; ids?: string[]; limit?: number }
): Promise<RejectedRow[]> {
  const { rows } = await tenant.query<RejectedRow>(
    `SELECT id, position::int AS position, code, field, reason, raw FROM rejected_records
     WHERE organization_id = $1 AND run_id = $2 AND resolved_at IS NULL
       AND ($3::uuid[] IS NULL OR id = ANY($3::uuid[]))
     ORDER BY position LIMIT $4`,
    [tenant.organizationId, runId, ids ?? null, limit]
  )
  return rows
}
