import type { TenantTransaction } from '#foundation'
import { listMembers } from '#organizations'
import type { NamedDocument } from '#reports/documents/read_document'
import { notFound } from '#reports/queries/find_report'

/** As many as a person looks through. */
const MOST_VERSIONS = 50

interface VersionRow {
  number: number
  name: string
  savedAt: Date
  savedBy: string | null
  sections: number
}

/** What was saved, newest first, and by whom; null where they have left. */
export async function listVersions(tenant: TenantTransaction, reportId: string) {
  const { rows } = await tenant.query<VersionRow>(
    `SELECT number, name, saved_at AS "savedAt", saved_by AS "savedBy",
            jsonb_array_length(document -> 'sections') AS sections
       FROM report_versions WHERE organization_id = $1 AND report_id = $2
      ORDER BY number DESC LIMIT ${MOST_VERSIONS}`,
    [tenant.organizationId, reportId]
  )
  const members = await listMembers(tenant)
  const names = new Map(members.map(({ userId, fullName }) => [userId, fullName]))
  return rows.map(({ savedAt, savedBy, ...version }) => ({
    ...version,
    savedAt: savedAt.toISOString(),
    savedBy: names.get(savedBy ?? '') ?? null,
  }))
}

export async function findVersion(
  tenant: TenantTransaction,
  reportId: string,
  number: string
): Promise<NamedDocument> {
  const { rows } = await tenant.query<NamedDocument>(
    `SELECT name, document FROM report_versions
      WHERE organization_id = $1 AND report_id = $2 AND number::text = $3`,
    [tenant.organizationId, reportId, number]
  )
  if (rows.length === 0) {
    throw notFound('version', 'There is no such version of this report.')
  }
  return rows[0]
}
