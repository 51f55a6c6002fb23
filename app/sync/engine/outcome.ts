import type { RunError, RunOutcome } from '../run_records.js'
import type { Reconciliation } from '../reconciliation/compare_totals.js'
import { unreadAccounts, type PartEntry } from './account_readings.js'

export interface RunResult {
  outcome: RunOutcome
  error: RunError | null
}

interface Finished {
  parts: PartEntry[]
  reconciliations: Reconciliation[]
  accounts: { id: string; name: string }[]
}

interface Broken extends Pick<Finished, 'parts' | 'accounts'> {
  broken: PartEntry[]
}

const LIST = new Intl.ListFormat('en', { type: 'conjunction' })

const partsSkipped = (count: number, more = '') =>
  `${count} ${more}${count === 1 ? 'part was' : 'parts were'} skipped`

/**
 * The outcome of a run that reached its end: every part landed and nothing contradicts the vendor, or
 * some did not and the sentence says which.
 */
export function resultOf({ parts, reconciliations, accounts }: Finished): RunResult {
  const broken = parts.filter(({ state }) => state === 'failed' || state === 'skipped')
  if (broken.length > 0) {
    return unreadResult({ parts, broken, accounts }) ?? brokenResult(parts, broken)
  }
  const gap = worstGap(reconciliations)
  return gap
    ? { outcome: 'partial', error: gapError(gap, reconciliations) }
    : { outcome: 'succeeded', error: null }
}

/** Accounts are named by what people call them, once each, however many streams they have. */
function unreadResult({ parts, broken, accounts }: Broken): RunResult | null {
  const unread = unreadAccounts(parts)
  if (unread.length === 0) {
    return null
  }
  const names = unread.map(({ id }) => accounts.find((account) => account.id === id)?.name ?? id)
  const [{ first }] = unread
  const others = broken.filter(({ part }) => unread.every(({ id }) => id !== part))
  const sentences = [
    `${names[0]} was not synced: ${first.message}`,
    ...(names.length > 1 ? [`Nor was ${LIST.format(names.slice(1))}.`] : []),
    others.length > 0
      ? `Of the other accounts, ${partsSkipped(others.length)}.`
      : 'The other accounts are up to date.',
    'Earlier numbers stay.',
  ]
  const { kind, code } = first
  const error = { kind: kind ?? 'permanent', code: code ?? 'E_SYNC_FAILED' } as const
  return { outcome: 'partial', error: { ...error, message: sentences.join(' ') } }
}

function brokenResult(parts: PartEntry[], broken: PartEntry[]): RunResult {
  const [first] = broken
  const landed = parts.some(({ state }) => state === 'done')
  const others = broken.length - 1
  const more = others > 0 ? ` ${partsSkipped(others, 'more ')}.` : ''
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
