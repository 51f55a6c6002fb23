import type { StreamHandle } from '#warehouse'
import type { DayWindow, RunKind, RunLease } from '../run_records.js'
import type { ProgressBook } from './progress_book.js'
import type { SourceAccount, SourceSession, SourceStream } from './source.js'
import type { PartState } from './windows.js'

/** The source as the engine sees it. */
export interface SyncedConnection {
  id: string
  name: string
  state: string
  backfillFrom: string | null
  syncEveryMinutes: number
  /** Zone of days where an account has none of its own. */
  timeZone: string
}

/** Everything one run carries while it works. */
export interface SyncRun {
  organizationId: string
  id: string
  kind: RunKind
  /** The days of a backfill. */
  window: DayWindow | null
  correlationId: string
  /** Failed tries since the last page that landed. */
  attempts: number
  lease: RunLease
  connection: SyncedConnection
  session: SourceSession
  handles: Map<string, StreamHandle>
  states: Map<string, PartState>
  book: ProgressBook
  /** Aborted when a person cancels, when the claim is lost, and at shutdown. */
  signal: AbortSignal
  /** True once the run should put its work down at the next page. */
  shouldStop(): 'cancelled' | 'shutdown' | null
  now(): Date
}

/** One stream for one account: what is read, resumed, retried and reconciled by itself. */
export interface Part {
  stream: SourceStream
  account: SourceAccount | null
}

export const partName = ({ account }: Part) => account?.externalId ?? ''

/** What expressions of the mapping see beside the record. A sole account is in scope everywhere. */
export function scopeOf({ session }: SyncRun, account: SourceAccount | null) {
  return { account: account ?? soleAccount(session) }
}

export function soleAccount({ accounts }: SourceSession): SourceAccount | null {
  return accounts.length === 1 ? accounts[0] : null
}

/** The zone whose days the vendor counts in. */
export function zoneOf({ session, connection }: SyncRun, { account }: Part): string {
  return (account ?? soleAccount(session))?.timeZone ?? connection.timeZone
}
