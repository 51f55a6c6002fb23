import { Refusal, type TenantTransaction } from '#foundation'
import { abandonRun } from '#sync'
import { stoppedByHand } from '../interruption.js'
import type Import from '../models/import.js'
import { noteImport, type Actor } from '../note_import.js'
import { discardUpload } from '../uploads.js'

/** `stopped`: it has ended. `stopping`: who works on it ends it at the next chunk. `discarded`: the file is gone. */
export type Stopped = 'stopped' | 'stopping' | 'discarded'

/**
 * Ends by hand what an import is about to do: being mapped, waiting, landing or being undone. Nothing of a landing
 * stays; of an undoing everything does. Each change names the state it was decided on, since workers change it too.
 */
export default class StopImport {
  async execute(tenant: TenantTransaction, found: Import, actor: Actor): Promise<Stopped> {
    return this.note(tenant, found, { actor, outcome: await this.stop(tenant, found) })
  }

  /** Takes away what has nothing in the numbers and only waits to be tried again: a failed import too, with its file. */
  async discard(tenant: TenantTransaction, found: Import, actor: Actor): Promise<Stopped> {
    return this.note(tenant, found, { actor, outcome: await this.remove(tenant, found) })
  }

  private async note(
    tenant: TenantTransaction,
    found: Import,
    { actor, outcome }: { actor: Actor; outcome: Stopped | null }
  ): Promise<Stopped> {
    if (!outcome) {
      throw endedAlready()
    }
    await noteImport(tenant, found, { action: 'import.stopped', actor, detail: { outcome } })
    return outcome
  }

  private stop(tenant: TenantTransaction, found: Import): Promise<Stopped | null> {
    switch (found.state) {
      case 'uploaded':
      case 'inspected':
        return this.remove(tenant, found)
      case 'undoing':
        return this.stopUndoing(tenant, found)
      default:
        return this.stopLanding(tenant, found)
    }
  }

  private async remove(tenant: TenantTransaction, { id, storedPath }: Import) {
    const { rowCount } = await tenant.query(
      `DELETE FROM imports
       WHERE organization_id = $1 AND id = $2 AND state IN ('uploaded', 'inspected', 'failed')`,
      [tenant.organizationId, id]
    )
    tenant.afterCommit(() => (rowCount === 1 ? discardUpload(storedPath) : undefined))
    return rowCount === 1 ? ('discarded' as const) : null
  }

  private async stopUndoing(tenant: TenantTransaction, { id }: Import) {
    const { rowCount } = await tenant.query(
      `UPDATE imports SET state = 'finished', updated_at = now()
       WHERE organization_id = $1 AND id = $2 AND state = 'undoing'`,
      [tenant.organizationId, id]
    )
    return rowCount === 1 ? ('stopped' as const) : null
  }

  /** Of one that no worker has read yet nothing has to be taken back, so it ends here. */
  private async stopLanding(tenant: TenantTransaction, found: Import) {
    const { rows } = await tenant.query<{ isUntouched: boolean }>(
      `UPDATE sync_runs SET cancel_requested_at = coalesce(cancel_requested_at, now())
       WHERE organization_id = $1 AND id = $2 AND kind = 'import' AND status IN ('queued', 'running')
       RETURNING status = 'queued' AND records_read = 0 AS "isUntouched"`,
      [tenant.organizationId, found.runId]
    )
    if (!rows[0]?.isUntouched) {
      return rows.length > 0 ? ('stopping' as const) : null
    }
    const { code = '', message } = stoppedByHand()
    const error = { kind: 'permanent' as const, code, message }
    await abandonRun(tenant, { runId: found.runId!, error, now: new Date() })
    const stated = { state: 'failed' as const, errorCode: code, errorMessage: message }
    await found.merge(stated).useTransaction(tenant.trx).save()
    return 'stopped' as const
  }
}

function endedAlready() {
  return new Refusal({
    code: 'E_IMPORT_ENDED',
    status: 409,
    message:
      'This import has ended already, so there is nothing to stop. A finished one can be undone.',
  })
}
