import { type TenantTransaction } from '#foundation'
import { stableUuid } from '#shared/stable_uuid'
import type { RejectedRecord } from '#shared/records'

export interface Rejections {
  connectionId: string
  runId: string
  stream: string
  /** Names the page or chunk, so that writing it again adds nothing. */
  part: string
  records: RejectedRecord[]
  now: Date
}

/** A raw value longer than this is kept cut, with a mark; the raw page still holds all of it. */
const RAW_LIMIT_BYTES = 16_384

/**
 * Keeps the records that could not be mapped, with the reason and the raw value. The id is derived from
 * the place, so a page that is written twice leaves one row per record.
 */
export async function recordRejections(tenant: TenantTransaction, rejections: Rejections) {
  const { connectionId, runId, stream, part, records, now } = rejections
  if (records.length === 0) {
    return
  }
  const column = <Value>(pick: (record: RejectedRecord) => Value) => records.map(pick)
  await tenant.query(
    `INSERT INTO rejected_records
       (organization_id, id, connection_id, run_id, stream, position, code, field, reason, raw, created_at)
     SELECT $1, r.id, $2, $3, $4, r.position, r.code, r.field, r.reason, r.raw::jsonb, $5
     FROM unnest($6::uuid[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[])
       AS r (id, position, code, field, reason, raw)
     ON CONFLICT (organization_id, id) DO NOTHING`,
    [
      tenant.organizationId,
      connectionId,
      runId,
      stream,
      now,
      column((record) => stableUuid([runId, stream, part, record.position].join('\u0000'))),
      column((record) => record.position),
      column((record) => record.code),
      column((record) => record.field),
      column((record) => record.reason),
      column((record) => storable(record.raw)),
    ]
  )
}

/** PostgreSQL's jsonb refuses NUL, which vendors and spreadsheets do send. */
function storable(raw: unknown): string {
  const text = (JSON.stringify(raw) ?? 'null').replaceAll('\\u0000', '\\ufffd')
  return text.length <= RAW_LIMIT_BYTES
    ? text
    : JSON.stringify({ truncated: true, start: text.slice(0, RAW_LIMIT_BYTES) })
}
