import type { RunKind } from '../run_records.js'

/** Long readings have a queue of their own, so that they never hold up the daily ones. */
export const SYNC_QUEUE = { name: 'sync.run' }
export const BACKFILL_QUEUE = { name: 'sync.backfill' }
export const ROLL_UP_QUEUE = { name: 'warehouse.roll_up' }

export const runJobOf = (kind: RunKind) => (kind === 'backfill' ? BACKFILL_QUEUE : SYNC_QUEUE)
