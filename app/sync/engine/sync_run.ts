import type { StreamHandle } from '#warehouse'
import type { DayWindow, RunKind, RunLease } from '../run_records.js'
import type { StreamChoices } from './chosen_streams.js'
import type { ProgressBook } from './progress_book.js'
import type { MappingAccount, StreamRead } from '#reading'
import type { openVendorSession } from '#connections'
import { todayIn, type ReadState } from './windows.js'

/** The source as the engine sees it. */
export interface SyncedConnection {
  id: string
  name: string
  state: string
  backfillFrom: string | null
  syncEveryMinutes: number
  /** Zone of days where an account has none of its own. */
  timeZone: string
  streamChoices: StreamChoices
}

/** Everything one run carries while it works. */
export interface SyncRun {
  organizationId: string
  id: string
  kind: RunKind
  /** The days of a backfill. */
  window: DayWindow | null
  /** What it reads where it was asked for because of a webhook; null: everything. */
  streams: string[] | null
  correlationId: string
  /** Failed tries since the last page that landed. */
  attempts: number
  lease: RunLease
  connection: SyncedConnection
  session: SourceSession
  handles: Map<string, StreamHandle>
  states: Map<string, ReadState>
  book: ProgressBook
  /** Stream → whose rows this worker saw from the first to the last, where that is everything the source has. */
  wholes: Map<string, Buffer[]>
  /** What is known of the plan's room for records, in records; null until it was looked up. */
  allowance: { left: number | null; lookedAtMs: number } | null
  /** Aborted when a person cancels, when the claim is lost, and at shutdown. */
  signal: AbortSignal
  /** True once the run should put its work down at the next page. */
  shouldStop(): 'cancelled' | 'shutdown' | null
  now(): Date
}

type VendorSession = Awaited<ReturnType<typeof openVendorSession>>

/** What the engine needs of an open connection. */
export type SourceSession = Pick<VendorSession, 'accounts' | 'read' | 'totals'> & {
  connection: Pick<VendorSession['connection'], 'settings'>
  connector: Pick<VendorSession['connector'], 'streams'>
}

export const readName = ({ account }: Pick<StreamRead, 'account'>) => account?.id ?? ''

/** A vendor with one account speaks of it everywhere, so its zone and currency count everywhere. */
export function accountOf(
  { session }: Pick<SyncRun, 'session'>,
  { account }: Pick<StreamRead, 'account'>
): MappingAccount | null {
  return account ?? (session.accounts.length === 1 ? session.accounts[0] : null)
}

/** Today in the zone whose days the vendor counts in. */
export function todayOf(run: SyncRun, read: StreamRead): string {
  return todayIn(accountOf(run, read)?.timeZone ?? run.connection.timeZone, run.now())
}

/** Everything the vendor has for a slice, page by page. */
export function pagesOf(
  run: SyncRun,
  read: StreamRead,
  slice: { window?: DayWindow; resume?: unknown; mark?: unknown }
) {
  const { stream } = read
  const today = todayOf(run, read)
  return run.session.read({ stream, account: accountOf(run, read) }, { ...slice, today })
}
