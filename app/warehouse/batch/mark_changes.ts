import type { TenantTransaction } from '#foundation'
import type { DateTime } from 'luxon'

/**
 * DO UPDATE, not DO NOTHING: the write waits for a roll-up that holds the mark, and sets it again when
 * that roll-up, which did not see these rows, has deleted it.
 */
const MARK = `
  INSERT INTO dirty_buckets (organization_id, stream_id, day, marked_at)
  SELECT $1::uuid, $2::bigint, d.day, $3::timestamptz FROM unnest($4::date[]) AS d (day)
  ON CONFLICT (organization_id, stream_id, day) DO UPDATE SET marked_at = EXCLUDED.marked_at`

export interface DirtyDays {
  streamId: string
  days: string[]
  now: DateTime
}

/** Marks days of a stream for the next roll-up. */
export async function markDirty(tenant: TenantTransaction, { streamId, days, now }: DirtyDays) {
  if (days.length > 0) {
    const sorted = [...days].sort()
    await tenant.query(MARK, [tenant.organizationId, streamId, now.toJSDate(), sorted])
  }
}

/** Makes every cached answer of the organization stale. Last, because it makes writers wait. */
export async function bumpDataVersion(tenant: TenantTransaction) {
  await tenant.query('UPDATE organizations SET data_version = data_version + 1 WHERE id = $1', [
    tenant.organizationId,
  ])
}
