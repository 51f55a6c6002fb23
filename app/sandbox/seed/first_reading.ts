import { setTimeout as wait } from 'node:timers/promises'
import { withTenant } from '#foundation'
import type { Organization } from '#organizations'

const LOOK_AGAIN_MS = 300

/**
 * Waits until the worker has carried out the runs. Answers false where that takes longer than the
 * patience: reading goes on, and the numbers arrive while people look around.
 */
export async function untilRead(
  organization: Organization,
  runIds: string[],
  patienceMs: number
): Promise<boolean> {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    if (!(await isReading(organization, runIds))) {
      return true
    }
    await wait(LOOK_AGAIN_MS)
  }
  return false
}

/** A run that waits for its next try is not waited for. */
async function isReading(organization: Organization, runIds: string[]): Promise<boolean> {
  const { rows } = await withTenant(
    organization.id,
    (tenant) =>
      tenant.query(
        `SELECT 1 FROM sync_runs
         WHERE organization_id = $1 AND id = ANY($2::uuid[]) AND status IN ('queued', 'running') LIMIT 1`,
        [tenant.organizationId, runIds]
      ),
    { readOnly: true }
  )
  return rows.length > 0
}
