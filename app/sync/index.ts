/** The door of `sync`: runs, their history, and how well a source agrees with its vendor. */
export { finishRun, LeaseLost, openRun, recordProgress, startRun } from './run_records.js'
export type { RunCounts, RunLease } from './run_records.js'
export { recordRejections } from './rejections.js'
