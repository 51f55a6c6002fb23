import db from '@adonisjs/lucid/services/db'
import { withTenant, type TenantTransaction } from '#foundation'

/** A deleted report can be brought back for a month, and what was sent is kept for a year and a month. */
const KEPT_DELETED = '30 days'
const KEPT_FILES = '400 days'

/** Forgets reports that were deleted long ago, and files and numbers of runs whose retention has ended. */
export async function purgeReports(now: Date) {
  const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
  for (const { id } of rows) {
    await withTenant(id, (tenant) => purgeOf(tenant, now), { keepsAnswers: true })
  }
}

async function purgeOf(tenant: TenantTransaction, now: Date) {
  const { organizationId } = tenant
  await tenant.query(
    `DELETE FROM reports WHERE organization_id = $1 AND deleted_at < $2::timestamptz - interval '${KEPT_DELETED}'`,
    [organizationId, now]
  )
  await tenant.query(
    `DELETE FROM report_files WHERE organization_id = $1 AND run_id IN (
       SELECT id FROM report_runs WHERE organization_id = $1
          AND created_at < $2::timestamptz - interval '${KEPT_FILES}')`,
    [organizationId, now]
  )
  await tenant.query(
    `UPDATE report_runs SET contents = NULL WHERE organization_id = $1 AND contents IS NOT NULL
        AND created_at < $2::timestamptz - interval '${KEPT_FILES}'`,
    [organizationId, now]
  )
}
