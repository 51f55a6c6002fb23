import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import { mayStill } from '#organizations'
import { LeaseLost, type startRun } from '#sync'
import { enqueueImport } from './actions/start_import.js'

/** The right to write for the run of an import. */
export type RunLease = NonNullable<Awaited<ReturnType<typeof startRun>>>

interface HeldJob {
  organizationId: string
  importId: string
  completeIn: (tenant: TenantTransaction) => Promise<void>
}

/** Throws where a person has stopped the import: asked between chunks, and before anything is made final. */
export async function assertWanted(tenant: TenantTransaction, { runId }: { runId: string }) {
  const { rows } = await tenant.query(
    `SELECT 1 FROM sync_runs
     WHERE organization_id = $1 AND id = $2 AND cancel_requested_at IS NOT NULL`,
    [tenant.organizationId, runId]
  )
  if (rows.length > 0) {
    throw stoppedByHand()
  }
}

/** Throws where the person who started the import may no longer import: it waited in the queue, and they have left meanwhile. */
export async function assertStillAllowed(tenant: TenantTransaction, { runId }: { runId: string }) {
  const { rows } = await tenant.query<{ requestedBy: string | null }>(
    `SELECT requested_by AS "requestedBy" FROM sync_runs WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, runId]
  )
  if (!(await mayStill(tenant, rows[0].requestedBy, 'imports.create'))) {
    throw new Refusal({
      code: 'E_NO_LONGER_ALLOWED',
      status: 403,
      message:
        'The person who started this import may no longer import files here, so nothing of the file is counted. Its file is kept: start it again yourself if it is wanted.',
    })
  }
}

export function stoppedByHand() {
  return new Refusal({
    code: 'E_IMPORT_STOPPED',
    status: 409,
    message:
      'This import was stopped, so nothing of the file is counted. Its file is kept: start it again when you want it.',
  })
}

/** Hands the import over to the next worker, who goes on behind the last chunk. The next try counts as the first. */
export async function putDown({ organizationId, importId, completeIn }: HeldJob, held: RunLease) {
  await withTenant(organizationId, async (tenant) => {
    const { rowCount } = await tenant.query(
      `UPDATE sync_runs SET status = 'queued', lease = NULL
       WHERE organization_id = $1 AND id = $2 AND lease = $3`,
      [organizationId, held.runId, held.lease]
    )
    if (rowCount !== 1) {
      throw new LeaseLost(`Run ${held.runId} is no longer held by this worker.`)
    }
    await tenant.query(
      `UPDATE imports SET state = 'queued', updated_at = now() WHERE organization_id = $1 AND id = $2`,
      [organizationId, importId]
    )
    await enqueueImport(tenant, importId)
    await completeIn(tenant)
  })
}
