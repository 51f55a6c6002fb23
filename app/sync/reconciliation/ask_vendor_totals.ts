import { DateTime } from 'luxon'
import { startOfPeriod, type Period } from '#shared/periods'
import type { FactRecord } from '#shared/records'
import { failureOf } from '../engine/failure.js'
import { readsOf } from '../engine/stream_reads.js'
import type { StreamRead } from '#reading'
import { accountOf, readName, todayOf, type SyncRun } from '../engine/sync_run.js'
import type { DayWindow } from '../run_records.js'

/** The vendor's own sum of one metric, money in micros. */
export interface VendorTotal {
  metric: string
  currency: string | null
  total: number
}

/** What the vendor says it has for the days that a part has just read. */
export interface VendorAnswer {
  part: StreamRead
  window: DayWindow
  /** Records the vendor sent for the window in this run. */
  read: number
  answer: { status: 'available'; totals: VendorTotal[] } | { status: 'unavailable'; reason: string }
  /** Everything the vendor has for the window, where it was read a second time (`readAgain`). */
  again?: FactRecord[]
}

/** Asks for the vendor's own totals of every part that landed. Never fails the run. */
export async function askVendorTotals(run: SyncRun): Promise<VendorAnswer[]> {
  const answers: VendorAnswer[] = []
  for (const part of readsOf(run)) {
    const { state, window, read } = run.book.part(part.stream.name, readName(part))
    const complete = window && completeDays(window, todayOf(run, part), part.stream.period)
    if (state === 'done' && complete && part.stream.definition.facts) {
      answers.push({ part, window: complete, read, answer: await ask(run, part, complete) })
    }
  }
  return answers
}

/** Today, or the month that it is in, is left out: it grows between our reading and the vendor's total. */
function completeDays({ from, to }: DayWindow, day: string, period: Period): DayWindow | null {
  const today = startOfPeriod(day, period)
  const yesterday = DateTime.fromISO(today, { zone: 'utc' }).minus({ days: 1 }).toISODate()!
  const last = to < today ? to : yesterday
  return from <= last ? { from, to: last } : null
}

const NO_TOTALS = {
  status: 'unavailable' as const,
  reason: 'This source provides no totals to compare with.',
}

async function ask(
  run: SyncRun,
  part: StreamRead,
  window: DayWindow
): Promise<VendorAnswer['answer']> {
  if (!part.stream.definition.totals) {
    return NO_TOTALS
  }
  try {
    const read = { stream: part.stream, account: accountOf(run, part) }
    const totals = await run.session.totals(read, { window, today: todayOf(run, part) })
    return totals ? { status: 'available', totals: totals.totals } : NO_TOTALS
  } catch (error) {
    const failure = failureOf(error)
    if (!failure) {
      throw error
    }
    return {
      status: 'unavailable',
      reason: `The vendor's totals could not be read. ${failure.message}`,
    }
  }
}
