import type { StreamHandle } from '#warehouse'
import type { DayWindow, RunKind, RunLease } from '../run_records.js'
import type { ProgressBook } from './progress_book.js'
import type { SourceAccount, SourceScope, SourceSession, SourceStream } from './source.js'
import { todayIn, type PartState } from './windows.js'

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
  /** What is known of the plan's room for records, in records; null until it was looked up. */
  allowance: { left: number | null; lookedAtMs: number } | null
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

export const partName = ({ account }: Part) => account?.id ?? ''

/** A vendor with one account speaks of it everywhere, so its zone and currency count everywhere. */
export function accountOf({ session }: SyncRun, { account }: Part): SourceAccount | null {
  return account ?? (session.accounts.length === 1 ? session.accounts[0] : null)
}

/** Today in the zone whose days the vendor counts in. */
export function todayOf(run: SyncRun, part: Part): string {
  return todayIn(accountOf(run, part)?.timeZone ?? run.connection.timeZone, run.now())
}

/** What expressions of the mapping see beside the record. */
export function scopeOf(run: SyncRun, part: Part): SourceScope {
  return {
    account: accountOf(run, part),
    settings: run.session.connection.settings,
    today: todayOf(run, part),
  }
}
