import { newId, Refusal, type TenantTransaction } from '#foundation'
import type { NamedDocument } from '#reports/documents/read_document'
import { findReport, type Report } from '#reports/queries/find_report'

interface Saving extends NamedDocument {
  userId: string | null
  now: Date
}

/** Makes a report, with its first version. */
export async function createReport(
  tenant: TenantTransaction,
  { leftOut = [], ...saving }: Saving & { leftOut?: string[] }
): Promise<string> {
  const id = newId()
  const { name, document, userId, now } = saving
  await tenant.query(
    `INSERT INTO reports (organization_id, id, name, document, left_out, created_by, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`,
    [
      tenant.organizationId,
      id,
      name,
      JSON.stringify(document),
      JSON.stringify(leftOut),
      userId,
      now,
    ]
  )
  await keepVersion(tenant, { id, revision: 1 }, saving)
  return id
}

/**
 * Saves a report as its next version. Whoever began from an older one is told, instead of overwriting what another person did
 * meanwhile.
 */
export async function saveReport(
  tenant: TenantTransaction,
  { id, revision }: Pick<Report, 'id' | 'revision'>,
  saving: Saving
): Promise<number> {
  const { name, document, now } = saving
  const { rows } = await tenant.query<{ revision: number }>(
    `UPDATE reports SET name = $4, document = $5, revision = revision + 1, updated_at = $6
      WHERE organization_id = $1 AND id = $2 AND revision = $3 AND deleted_at IS NULL
      RETURNING revision`,
    [tenant.organizationId, id, revision, name, JSON.stringify(document), now]
  )
  if (rows.length === 0) {
    throw changedMeanwhile(await findReport(tenant, id))
  }
  await keepVersion(tenant, { id, revision: rows[0].revision }, saving)
  return rows[0].revision
}

async function keepVersion(
  tenant: TenantTransaction,
  { id, revision }: Pick<Report, 'id' | 'revision'>,
  { name, document, userId, now }: Saving
) {
  await tenant.query(
    `INSERT INTO report_versions (organization_id, report_id, number, name, document, saved_by, saved_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [tenant.organizationId, id, revision, name, JSON.stringify(document), userId, now]
  )
}

function changedMeanwhile({ revision }: Report) {
  return new Refusal({
    code: 'E_REPORT_CHANGED',
    status: 409,
    message:
      'Someone else saved this report while you were editing it, so your changes were not saved. Reload the page to see theirs; copy what you need before.',
    detail: { revision },
  })
}
