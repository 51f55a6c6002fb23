/** Public API of `sync`: runs, their history, and how well a source agrees with its vendor. */
export {
  addCounts,
  finishRun,
  LeaseLost,
  openRun,
  recordProgress,
  startRun,
} from './run_records.js'
export { abandonRun } from './abandon_run.js'
export { recordRejections } from './rejections.js'
export { forgetStream } from './actions/forget_stream.js'
export { requestSync } from './actions/request_sync.js'
export { carryOutRun } from './actions/carry_out_run.js'
export { findRun } from './queries/find_run.js'
export { listSources } from './queries/list_sources.js'
export { RunEnded } from './events/run_ended.js'
export { SourceResumed } from './events/source_resumed.js'
