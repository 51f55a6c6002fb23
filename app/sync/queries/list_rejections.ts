import type { TenantTransaction } from '#foundation'

export interface RejectionQuestion {
  connectionId: string
  runId?: string
  stream?: string
  code?: string
  /** Word in the reason or in the raw value. */
  search?: string
  page: number
}

export interface Rejection {
  id: string
  runId: string
  stream: string
  position: number
  code: string
  field: string | null
  reason: string
  raw: unknown
  createdAt: Date
}

export interface RejectionGroup {
  stream: string
  code: string
  count: number
}

export interface RejectionPage {
  total: number
  page: number
  pageSize: number
  rejections: Rejection[]
  /** For the filter: what there is, before any filter. */
  groups: RejectionGroup[]
}

const PAGE_SIZE = 50
/** An export is for a person with a spreadsheet. */
const EXPORT_LIMIT = 50_000

const COLUMNS = `id, run_id AS "runId", stream, position::float8 AS position, code, field, reason, raw,
  created_at AS "createdAt"`

const FILTER = `
  FROM rejected_records
  WHERE organization_id = $1 AND connection_id = $2 AND resolved_at IS NULL
    AND ($3::uuid IS NULL OR run_id = $3) AND ($4::text IS NULL OR stream = $4)
    AND ($5::text IS NULL OR code = $5)
    AND ($6::text IS NULL OR strpos(lower(reason || ' ' || raw::text), lower($6)) > 0)`

/** Which records of a source could not be used, and why? */
export async function listRejections(
  tenant: TenantTransaction,
  question: RejectionQuestion
): Promise<RejectionPage> {
  const values = filterValues(tenant, question)
  const page = Math.max(1, question.page)
  const counted = await tenant.query<{ total: number }>(
    `SELECT count(*)::int AS total ${FILTER}`,
    values
  )
  const { rows } = await tenant.query<Rejection>(
    `SELECT ${COLUMNS} ${FILTER} ORDER BY created_at DESC, stream, position
     LIMIT ${PAGE_SIZE} OFFSET $7`,
    [...values, (page - 1) * PAGE_SIZE]
  )
  const groups = await tenant.query<RejectionGroup>(
    `SELECT stream, code, count(*)::int AS count FROM rejected_records
     WHERE organization_id = $1 AND connection_id = $2 AND resolved_at IS NULL
     GROUP BY stream, code ORDER BY count DESC`,
    values.slice(0, 2)
  )
  const [{ total }] = counted.rows
  return { total, page, pageSize: PAGE_SIZE, rejections: rows, groups: groups.rows }
}

/** All of them, for a spreadsheet. */
export async function exportRejections(
  tenant: TenantTransaction,
  question: RejectionQuestion
): Promise<Rejection[]> {
  const { rows } = await tenant.query<Rejection>(
    `SELECT ${COLUMNS} ${FILTER} ORDER BY created_at DESC, stream, position LIMIT ${EXPORT_LIMIT}`,
    filterValues(tenant, question)
  )
  return rows
}

function filterValues(tenant: TenantTransaction, question: RejectionQuestion) {
  const { connectionId, runId, stream, code, search } = question
  return [
    tenant.organizationId,
    connectionId,
    runId ?? null,
    stream ?? null,
    code ?? null,
    search ?? null,
  ]
}
