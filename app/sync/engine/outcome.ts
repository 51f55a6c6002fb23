import type { RunError, RunOutcome } from '../run_records.js'
import type { Reconciliation } from '../reconciliation/compare_totals.js'
import type { PartProgress } from './progress_book.js'

type PartEntry = PartProgress & { stream: string; part: string }

export interface RunResult {
  outcome: RunOutcome
  error: RunError | null
}

/**
 * The outcome of a run that reached its end: every part landed and nothing contradicts the vendor, or
 * some did not and the sentence says which.
 */
export function resultOf(parts: PartEntry[], reconciliations: Reconciliation[]): RunResult {
  const broken = parts.filter(({ state }) => state === 'failed' || state === 'skipped')
  if (broken.length > 0) {
    return brokenResult(parts, broken)
  }
  const gap = worstGap(reconciliations)
  return gap
    ? { outcome: 'partial', error: gapError(gap, reconciliations) }
    : { outcome: 'succeeded', error: null }
}

function brokenResult(parts: PartEntry[], broken: PartEntry[]): RunResult {
  const [first] = broken
  const landed = parts.some(({ state }) => state === 'done')
  const others = broken.length - 1
  const more =
    others > 0 ? ` ${others} more ${others === 1 ? 'part was' : 'parts were'} skipped.` : ''
  const place = first.part ? `${first.stream} of ${first.part}` : first.stream
  return {
    outcome: landed ? 'partial' : 'failed',
    error: {
      kind: first.kind ?? 'permanent',
      code: first.code ?? 'E_SYNC_FAILED',
      message: `${place}: ${first.message}${more}`,
    },
  }
}

function worstGap(reconciliations: Reconciliation[]) {
  return reconciliations
    .filter(({ status }) => status === 'gap')
    .sort((a, b) => (a.matchedPercent ?? 0) - (b.matchedPercent ?? 0))
    .at(0)
}

function gapError(gap: Reconciliation, all: Reconciliation[]): RunError {
  const others = all.filter(({ status }) => status === 'gap').length - 1
  const more = others > 0 ? ` So do ${others} more totals.` : ''
  return {
    kind: 'temporary',
    code: gap.code ?? 'E_RECONCILIATION_GAP',
    message:
      `${gap.reason} The numbers from ${gap.window.from} to ${gap.window.to} are shown with this gap.${more} ` +
      'The next sync reads the recent days again; a backfill reads older ones.',
  }
}
