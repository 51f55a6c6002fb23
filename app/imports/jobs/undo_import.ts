import { defineJob, withTenant, type TenantTransaction } from '#foundation'
import UndoImport, { UNDO_QUEUE } from '../actions/undo_import.js'
import { isLastTry, STATEMENT_TIMEOUT_MS } from '../limits.js'
import Import from '../models/import.js'

interface UndoPayload extends Record<string, string> {
  organizationId: string
  importId: string
}

/** Takes one import back, or says at last that it cannot. */
export const undoImportJob = defineJob<UndoPayload>({
  ...UNDO_QUEUE,
  queueClass: 'import',
  groupConcurrency: 1,
  async run(job) {
    try {
      await whileUndoing(job, (tenant, found) => new UndoImport().execute(tenant, found))
    } catch (error) {
      if (!isLastTry(job)) {
        throw error
      }
      await whileUndoing(job, (tenant, found) => new UndoImport().giveUp(tenant, found))
    }
  },
})

function whileUndoing(
  job: Parameters<typeof undoImportJob.run>[0],
  work: (tenant: TenantTransaction, found: Import) => Promise<unknown>
) {
  const { organizationId, importId } = job.payload
  return withTenant(
    organizationId,
    async (tenant) => {
      const found = await Import.of({ id: organizationId }).where('id', importId).first()
      if (found?.state === 'undoing') {
        await work(tenant, found)
      }
      await job.completeIn(tenant)
    },
    { statementTimeoutMs: STATEMENT_TIMEOUT_MS }
  )
}
