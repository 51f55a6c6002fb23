import type { TenantTransaction } from '#foundation'

const MOST_REASONS = 20
const MOST_SAMPLES = 3

/** Why rows of a run were rejected: one entry per reason, the most frequent first, with the first such row. */
export interface RejectedReason {
  code: string
  field: string | null
  rows: number
  /** Of the first row, as its file counts. */
  position: number
  reason: string
  /** The first rows with it, and what their field holds. */
  samples: { position: number; value: string | null }[]
}

/** Which reasons kept rows of a run out? */
export async function rejectedReasonsOf(
  tenant: TenantTransaction,
  runId: string
): Promise<RejectedReason[]> {
  const { rows } = await tenant.query<RejectedReason>(
    `SELECT code, field, count(*)::int AS rows, min(position)::float8 AS position,
       (array_agg(reason ORDER BY position))[1] AS reason,
       to_jsonb((array_agg(jsonb_build_object('position', position, 'value', left(raw ->> field, 80))
         ORDER BY position))[1:${MOST_SAMPLES}]) AS samples
     FROM rejected_records
     WHERE organization_id = $1 AND run_id = $2 AND resolved_at IS NULL
     GROUP BY code, field ORDER BY count(*) DESC, min(position) LIMIT ${MOST_REASONS}`,
    [tenant.organizationId, runId]
  )
  return rows
}
