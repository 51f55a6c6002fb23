import { DateTime } from 'luxon'
import { Refusal, type TenantTransaction } from '#foundation'
import { rollUp, undoRun } from '#warehouse'
import type Import from '../models/import.js'

/** Takes an import back: its rows go, and what they had changed or replaced is as before. */
export default class UndoImport {
  async execute(
    tenant: TenantTransaction,
    found: Import
  ): Promise<{ removed: number; restored: number }> {
    if (found.state !== 'finished' || !found.runId) {
      throw new Refusal({
        code: 'E_IMPORT_NOT_FINISHED',
        status: 409,
        message:
          found.state === 'undone'
            ? 'This import was undone already; none of its rows are left.'
            : 'Only a finished import can be undone. Wait until it has ended.',
      })
    }
    const now = DateTime.utc()
    const outcome = await undoRun(tenant, { runId: found.runId, now })
    await rollUp(tenant, { now })
    await found.merge({ state: 'undone' }).useTransaction(tenant.trx).save()
    return outcome
  }
}
