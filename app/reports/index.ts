/** Public API of `reports`: what people send to others. */
export { findReport, listReports } from './queries/find_report.js'
export { findFile, findRun } from './queries/report_runs.js'
export { FORMATS as REPORT_FORMATS } from './types.js'
export { startRun } from './actions/start_run.js'
