import { Refusal, type TenantTransaction } from '#foundation'
import type { ReportDocument } from '#reports/types'

export interface Report {
  id: string
  name: string
  document: ReportDocument
  revision: number
  /** Sentences. */
  leftOut: string[]
  updatedAt: Date
}

const COLUMNS = `id, name, document, revision, left_out AS "leftOut", updated_at AS "updatedAt"`
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function findReport(tenant: TenantTransaction, id: string): Promise<Report> {
  const { rows } = ID.test(id)
    ? await tenant.query<Report>(
        `SELECT ${COLUMNS} FROM reports WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL`,
        [tenant.organizationId, id]
      )
    : { rows: [] }
  if (rows.length === 0) {
    throw notFound('report', 'This report does not exist: it was deleted, or the address is wrong.')
  }
  return rows[0]
}

export interface ListedReport extends Omit<Report, 'document'> {
  sections: number
  lastRunAt: Date | null
}

/** Newest change first. */
export async function listReports(tenant: TenantTransaction): Promise<ListedReport[]> {
  const { rows } = await tenant.query<ListedReport>(
    `SELECT r.id, r.name, r.revision, r.left_out AS "leftOut", r.updated_at AS "updatedAt",
            jsonb_array_length(r.document -> 'sections') AS sections,
            (SELECT max(finished_at) FROM report_runs
              WHERE organization_id = $1 AND report_id = r.id AND state = 'finished') AS "lastRunAt"
       FROM reports r WHERE r.organization_id = $1 AND r.deleted_at IS NULL
      ORDER BY r.updated_at DESC, r.id`,
    [tenant.organizationId]
  )
  return rows
}

export function notFound(what: 'report' | 'run' | 'file' | 'version', message: string) {
  return new Refusal({
    code: `E_REPORT_${what === 'report' ? '' : `${what.toUpperCase()}_`}NOT_FOUND`,
    status: 404,
    message: `${message} Open the list of reports.`,
  })
}

/** Names by id, for lists that hold ids only. */
export async function reportNames(tenant: TenantTransaction, ids: string[]) {
  const { rows } = await tenant.query<{ id: string; name: string }>(
    'SELECT id, name FROM reports WHERE organization_id = $1 AND id::text = ANY($2)',
    [tenant.organizationId, ids]
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
