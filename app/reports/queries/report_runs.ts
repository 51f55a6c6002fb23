import type { TenantTransaction } from '#foundation'
import type { ComposedReport } from '#reports/composing/compose_report'
import { notFound } from '#reports/queries/find_report'
import type { Finding, Format, RunState } from '#reports/types'

export interface Run {
  id: string
  reportId: string
  version: number
  state: RunState
  formats: Format[]
  findings: Finding[]
  code: string | null
  message: string | null
  createdAt: Date
  finishedAt: Date | null
  scheduleId: string | null
  /** How many open it now. */
  links: number
  files: { format: Format; bytes: number }[]
  deliveries: { recipient: string; state: 'waiting' | 'sent' | 'failed'; reason: string | null }[]
}

const COLUMNS = `id, report_id AS "reportId", version, state, formats, findings, code, message,
  created_at AS "createdAt", finished_at AS "finishedAt", schedule_id AS "scheduleId",
  (SELECT count(*)::int FROM report_links l WHERE l.organization_id = r.organization_id AND l.run_id = r.id
    AND l.revoked_at IS NULL AND l.expires_at > now()) AS links,
  coalesce((SELECT jsonb_agg(jsonb_build_object('recipient', recipient, 'state', state, 'reason', reason) ORDER BY recipient)
    FROM report_deliveries d WHERE d.organization_id = r.organization_id AND d.run_id = r.id AND d.kind = 'report'), '[]') AS deliveries,
  coalesce((SELECT jsonb_agg(jsonb_build_object('format', format, 'bytes', length(bytes)) ORDER BY format)
    FROM report_files f WHERE f.organization_id = r.organization_id AND f.run_id = r.id), '[]') AS files`

const MOST_LISTED = 50

/** What was made of a report, newest first. */
export async function listRuns(tenant: TenantTransaction, reportId: string): Promise<Run[]> {
  const { rows } = await tenant.query<Run>(
    `SELECT ${COLUMNS} FROM report_runs r WHERE organization_id = $1 AND report_id = $2
      ORDER BY created_at DESC, id DESC LIMIT ${MOST_LISTED}`,
    [tenant.organizationId, reportId]
  )
  return rows
}

export async function findRun(tenant: TenantTransaction, id: string): Promise<Run> {
  const { rows } = await tenant.query<Run>(
    `SELECT ${COLUMNS} FROM report_runs r WHERE organization_id = $1 AND id::text = $2`,
    [tenant.organizationId, id]
  )
  if (rows.length === 0) {
    throw notFound('run', 'This report run does not exist, or it was archived too long ago.')
  }
  return rows[0]
}

export interface StoredFile {
  bytes: Buffer
  mediaType: string
}

export async function findFile(
  tenant: TenantTransaction,
  runId: string,
  format: string
): Promise<StoredFile> {
  const { rows } = await tenant.query<StoredFile>(
    `SELECT bytes, media_type AS "mediaType" FROM report_files
      WHERE organization_id = $1 AND run_id::text = $2 AND format = $3`,
    [tenant.organizationId, runId, format]
  )
  if (rows.length === 0) {
    throw notFound('file', 'This file was not made, or its retention has ended.')
  }
  return rows[0]
}

/** What was read when the run was made; null where it never was. */
export async function contentsOf(
  tenant: TenantTransaction,
  runId: string
): Promise<ComposedReport | null> {
  const { rows } = await tenant.query<{ contents: ComposedReport | null }>(
    'SELECT contents FROM report_runs WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, runId]
  )
  return rows[0]?.contents ?? null
}
