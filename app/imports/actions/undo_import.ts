import { DateTime } from 'luxon'
import { enqueue, Refusal, type TenantTransaction } from '#foundation'
import { LeaseLost } from '#sync'
import { rollUp, undoRun } from '#warehouse'
import type Import from '../models/import.js'
import { noteImport, type Actor } from '../note_import.js'

export const UNDO_QUEUE = { name: 'imports.undo' }

/** Takes an import back: its rows go, and what they had changed or replaced is as before. */
export default class UndoImport {
  /** Large imports take longer than a request may. */
  async queue(tenant: TenantTransaction, found: Import, actor: Actor) {
    this.assertFinished(found, ['finished'])
    await noteImport(tenant, found, { action: 'import.undone', actor })
    const state = { state: 'undoing' as const, errorCode: null, errorMessage: null }
    await found.merge(state).useTransaction(tenant.trx).save()
    const { organizationId, id: importId } = found
    await enqueue(
      UNDO_QUEUE,
      { organizationId, importId },
      { within: tenant, group: organizationId }
    )
  }

  async execute(
    tenant: TenantTransaction,
    found: Import
  ): Promise<{ removed: number; restored: number }> {
    this.assertFinished(found, ['finished', 'undoing'])
    const now = DateTime.utc()
    const outcome = await undoRun(tenant, {
      runId: found.runId!,
      connectionId: found.connectionId!,
      now,
    })
    await rollUp(tenant, { now })
    await this.settle(tenant, found)
    return outcome
  }

  /** The last statement, so that whoever stops an undoing waits for no lock; then nothing of it must be committed. */
  private async settle(tenant: TenantTransaction, found: Import) {
    const { rowCount } = await tenant.query(
      `UPDATE imports SET state = 'undone', updated_at = now()
       WHERE organization_id = $1 AND id = $2 AND state = $3`,
      [tenant.organizationId, found.id, found.state]
    )
    if (rowCount !== 1) {
      throw new LeaseLost(`The undoing of import ${found.id} was stopped.`)
    }
  }

  /** The rows stay counted; the person is told, and can ask again. */
  async giveUp(tenant: TenantTransaction, found: Import) {
    if (found.state !== 'undoing') {
      return
    }
    const stated = {
      state: 'finished' as const,
      errorCode: 'E_UNDO_FAILED',
      errorMessage:
        'This import could not be undone because of an error on our side. All of its rows are still counted. Try again, and contact support if it fails again.',
    }
    await found.merge(stated).useTransaction(tenant.trx).save()
  }

  private assertFinished(found: Import, states: string[]) {
    if (found.runId && states.includes(found.state)) {
      return
    }
    throw new Refusal({
      code: 'E_IMPORT_NOT_FINISHED',
      status: 409,
      message:
        found.state === 'undone' || found.state === 'undoing'
          ? 'This import was already undone.'
          : 'Only a finished import can be undone. Wait until it has finished.',
    })
  }
}
