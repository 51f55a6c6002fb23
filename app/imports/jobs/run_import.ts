import { defineJob, Refusal } from '#foundation'
import RunImport from '../actions/run_import.js'
import { IMPORT_QUEUE } from '../actions/start_import.js'
import { isLastTry } from '../limits.js'

interface ImportPayload extends Record<string, string> {
  organizationId: string
  importId: string
}

/** A heap that grew by less is of use to the next job. */
const KEPT_BYTES = 24 * 1024 ** 2

/**
 * Hands memory back to the system: V8 keeps the pages of a large import for the next one, which may never come.
 * Offered by the launcher's `--expose-gc`; takes a tenth of a second.
 */
function giveBackMemory(residentBefore: number) {
  if (process.memoryUsage.rss() > residentBefore + KEPT_BYTES) {
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }
}

/** Lands one file. A refused file has ended its import and its job; only other failures are tried again. */
export const runImportJob = defineJob<ImportPayload>({
  ...IMPORT_QUEUE,
  queueClass: 'import',
  concurrency: 2,
  groupConcurrency: 1,
  async run(job) {
    const residentBefore = process.memoryUsage.rss()
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
    } finally {
      giveBackMemory(residentBefore)
    }
  },
})
