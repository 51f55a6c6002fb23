import { defineJob, withTenant } from '#foundation'
import UndoImport, { UNDO_QUEUE } from '../actions/undo_import.js'
import Import from '../models/import.js'

const STATEMENT_TIMEOUT_MS = 120_000

/** Takes one import back. */
export const undoImportJob = defineJob<{ organizationId: string; importId: string }>({
  ...UNDO_QUEUE,
  queueClass: 'import',
  groupConcurrency: 1,
  async run(job) {
    const { organizationId, importId } = job.payload
    await withTenant(
      organizationId,
      async (tenant) => {
        const found = await Import.of({ id: organizationId }).where('id', importId).first()
        if (found?.state === 'undoing') {
          await new UndoImport().execute(tenant, found)
        }
        await job.completeIn(tenant)
      },
      { statementTimeoutMs: STATEMENT_TIMEOUT_MS }
    )
  },
})
