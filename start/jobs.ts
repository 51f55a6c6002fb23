import type { JobDefinition } from '#foundation'
import { syncJobs } from '#sync/jobs/index'

/** The list of every context's jobs: each runs on a queue of its own name. */
export const jobs: JobDefinition[] = [...syncJobs]
