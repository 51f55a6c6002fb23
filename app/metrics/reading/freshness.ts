import type { TenantTransaction } from '#foundation'
import type { DayRange } from '../types.js'

/** What is known about a stream besides its rows: how complete it is and how well it agrees with its vendor. */
export interface StreamFreshness {
  connectionId: string
  stream: string
  /** When it was last read to the end, ISO 8601. */
  checkedAt: string | null
  /** Last day up to which it was read completely. */
  completeUntil: string | null
  /** Metric id → match with the vendor's own total in percent, from the latest comparison. */
  reconciled: Record<string, number>
  /** Metric id → the days that were compared, from the first to the last comparison. Left out where nobody knows. */
  compared?: Record<string, DayRange>
  /** Sentences about what its numbers lack or are only estimates of, each with its days; null where it holds for all. */
  warnings?: { message: string; days: DayRange | null }[]
  /** Why nothing new arrives; null where it does. */
  stopped: 'paused' | 'needs_reconnect' | 'switched_off' | null
}

export type ReadFreshness = (
  tenant: TenantTransaction,
  connectionIds: string[]
) => Promise<StreamFreshness[]>

const NOTHING_KNOWN: ReadFreshness = async () => []
let reader: ReadFreshness = NOTHING_KNOWN

/**
 * Whoever fills the warehouse (`sync`, which stands above this context and cannot be imported) registers
 * here at boot. Until then nothing is known, and provenance says so.
 */
export function provideFreshness(read: ReadFreshness) {
  reader = read
}

export function readFreshness(tenant: TenantTransaction, connectionIds: string[]) {
  return connectionIds.length === 0 ? Promise.resolve([]) : reader(tenant, connectionIds)
}
