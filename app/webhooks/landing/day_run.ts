import type { TenantTransaction } from '#foundation'
import { stableUuid } from '#shared/stable_uuid'

export interface DayCounts {
  read: number
  written: number
  restated: number
  unchanged: number
  rejected: number
}

/** The run that stands in a source's history for what arrived on one day. */
export const dayRunId = (connectionId: string, now: Date) =>
  stableUuid(`webhooks ${connectionId} ${now.toISOString().slice(0, 10)}`)

/** Adds a delivery to the run of its day: one line in the history, not one for each delivery. */
export async function countInDay(
  tenant: TenantTransaction,
  { connectionId, counts, now }: { connectionId: string; counts: DayCounts; now: Date }
) {
  const { read, written, restated, unchanged, rejected } = counts
  await tenant.query(
    `INSERT INTO sync_runs AS r (organization_id, id, connection_id, kind, status, records_read, records_written,
       records_restated, records_unchanged, records_rejected, pages, correlation_id, queued_at, started_at, finished_at)
     VALUES ($1, $2::uuid, $3, 'webhook', CASE WHEN $8::bigint > 0 THEN 'partial' ELSE 'succeeded' END, $4, $5, $6, $7, $8, 1, $2::uuid::text, $9, $9, $9)
     ON CONFLICT (organization_id, id) DO UPDATE SET
       records_read = r.records_read + EXCLUDED.records_read,
       records_written = r.records_written + EXCLUDED.records_written,
       records_restated = r.records_restated + EXCLUDED.records_restated,
       records_unchanged = r.records_unchanged + EXCLUDED.records_unchanged,
       records_rejected = r.records_rejected + EXCLUDED.records_rejected,
       pages = r.pages + 1, finished_at = EXCLUDED.finished_at,
       status = CASE WHEN r.records_rejected + EXCLUDED.records_rejected > 0 THEN 'partial' ELSE 'succeeded' END`,
    [
      ...[tenant.organizationId, dayRunId(connectionId, now), connectionId],
      ...[read, written, restated, unchanged, rejected, now],
    ]
  )
}
