import { defineJob, Refusal } from '#foundation'
import RunImport from '../actions/run_import.js'
import { IMPORT_QUEUE } from '../actions/start_import.js'
import { isLastTry } from '../limits.js'

interface ImportPayload extends Record<string, string> {
  organizationId: string
  importId: string
}

/** Lands one file. A refused file has ended its import and its job; only other failures are tried again. */
export const runImportJob = defineJob<ImportPayload>({
  ...IMPORT_QUEUE,
  queueClass: 'import',
  concurrency: 2,
  groupConcurrency: 1,
  async run(job) {
    try {
      await new RunImport().execute({
        ...job.payload,
        signal: job.signal,
        stopping: job.stopping,
        isLastTry: isLastTry(job),
        completeIn: (tenant) => job.completeIn(tenant),
      })
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error
      }
    }
  },
})
