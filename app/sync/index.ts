/** The door of `sync`: runs, their history, and how well a source agrees with its vendor. */
export { finishRun, LeaseLost, openRun, recordProgress, startRun } from './run_records.js'
export type { RunCounts, RunLease } from './run_records.js'
export { recordRejections } from './rejections.js'
export { requestSync } from './actions/request_sync.js'
export { cancelSync } from './actions/cancel_sync.js'
