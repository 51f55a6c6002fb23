import { endOfPeriod, startOfPeriod } from '#shared/periods'
import type { DayWindow } from '../run_records.js'
import { BACKFILL_PREFIX, stateName } from './read_state.js'
import type { StreamRead } from '#reading'
import { readName, todayOf, type SyncRun } from './sync_run.js'
import {
  dayAfter,
  regularWindow,
  sliceAt,
  type ReadState,
  type ResumePoint,
  type WindowRules,
} from './windows.js'

/** Where the reading of a part stands, and which days it still has to cover. */
export interface ReadPlace {
  stateKey: string
  /** Null for a stream that has no cursor and is read whole. */
  window: DayWindow | null
  done: string | null
  at: ResumePoint
  mark?: unknown
}

/** Opens a part where it was left, or at the beginning of its window. */
export function openPlace(run: SyncRun, part: StreamRead): ReadPlace {
  const name = readName(part)
  const isBackfill = run.kind === 'backfill' && run.window !== null
  const stateKey = isBackfill ? BACKFILL_PREFIX + name : name
  const stored = run.states.get(stateName(part.stream.name, stateKey)) ?? { done: null, at: null }
  const state = isBackfill ? ofThisRun(stored, run.id) : stored
  const today = todayOf(run, part)
  const window = windowOf(run, part, { state, today })
  const { done, mark } = state
  return { stateKey, window, done, mark, at: state.at ?? begin(run, window, today) }
}

function ofThisRun(state: ReadState, runId: string): ReadState {
  return state.at?.runId === runId ? state : { done: null, at: null }
}

function windowOf(
  run: SyncRun,
  part: StreamRead,
  { state, today }: { state: ReadState; today: string }
): DayWindow | null {
  const { cursor } = part.stream.definition
  if (!cursor) {
    return null
  }
  if (run.kind === 'backfill' && run.window) {
    const { period } = part.stream
    const from = state.at?.from ?? startOfPeriod(run.window.from, period)
    const end = endOfPeriod(run.window.to, period)
    return { from, to: end < today ? end : run.window.to }
  }
  const { backfillFrom } = run.connection
  return regularWindow({ state, rules: rulesOf(part), today, backfillFrom })
}

export const rulesOf = ({ stream }: StreamRead): WindowRules => ({
  ...stream.definition.cursor,
  period: stream.period,
})

function begin(run: SyncRun, window: DayWindow | null, today: string): ResumePoint {
  const from = window?.from ?? today
  const since = run.kind === 'backfill' ? (window?.to ?? today) : today
  return { start: from, from, until: null, resume: null, since, runId: run.id }
}

/** The slice to read now. */
export function currentSlice({ window, at }: ReadPlace, rules: WindowRules): DayWindow | null {
  if (!window) {
    return null
  }
  return at.until ? { from: at.from, to: at.until } : sliceAt(window, at.from, rules)
}

/** The place after a page inside a slice. */
export function afterPage(place: ReadPlace, slice: DayWindow | null, resume: unknown): ReadPlace {
  return { ...place, at: { ...place.at, until: slice?.to ?? null, resume } }
}

/** The place after a slice, or null where the part is complete. */
export function afterSlice(place: ReadPlace, slice: DayWindow | null): ReadPlace | null {
  if (!place.window || !slice || slice.to >= place.window.to) {
    return null
  }
  return { ...place, at: { ...place.at, from: dayAfter(slice.to), until: null, resume: null } }
}

/** What is stored for a place; a complete part remembers the day on which its reading began. */
export function stateOf(place: ReadPlace, next: ReadPlace | null): ReadState {
  const { mark } = place
  return next ? { done: next.done, at: next.at, mark } : { done: place.at.since, at: null, mark }
}
