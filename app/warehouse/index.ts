/** The door of `warehouse`: things, numbers and events, and what the numbers were before. */
export { registerStream } from './actions/register_stream.js'
export { rollUp } from './actions/roll_up.js'
export { writePage } from './actions/write_page.js'
export { listStreams } from './queries/list_streams.js'
export { storedTotals } from './queries/stored_totals.js'
export { slotExpression } from './slots.js'
export type {
  PageOfRecords,
  PageOutcome,
  StreamDeclaration,
  StreamHandle,
  StreamSummary,
} from './types.js'
