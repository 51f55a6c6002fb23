import { daysText, momentText } from '~/ui/date_format'
import { formatNumber } from '~/ui/number_format'
import type { ErrorKind, Run, RunKind, RunStatus, Source } from './types.js'

type Look = {
  label: string
  color: 'success' | 'warning' | 'error' | 'info' | 'neutral' | 'primary'
  icon: string
}

export const RUN_LOOKS: Record<RunStatus, Look> = {
  queued: { label: 'Queued', color: 'neutral', icon: 'i-lucide-clock' },
  running: { label: 'Syncing', color: 'primary', icon: 'i-lucide-loader-circle' },
  waiting: { label: 'Waiting', color: 'info', icon: 'i-lucide-hourglass' },
  succeeded: { label: 'Succeeded', color: 'success', icon: 'i-lucide-circle-check' },
  partial: { label: 'Completed with errors', color: 'warning', icon: 'i-lucide-circle-dashed' },
  failed: { label: 'Failed', color: 'error', icon: 'i-lucide-circle-alert' },
  cancelled: { label: 'Cancelled', color: 'neutral', icon: 'i-lucide-circle-slash' },
}

export const SOURCE_LOOKS: Record<Source['state'], Look> = {
  pending: { label: 'Setting up', color: 'neutral', icon: 'i-lucide-clock' },
  connected: { label: 'Connected', color: 'success', icon: 'i-lucide-circle-check' },
  needs_reconnect: { label: 'Disconnected', color: 'error', icon: 'i-lucide-unplug' },
  paused: { label: 'Paused', color: 'neutral', icon: 'i-lucide-pause' },
}

export const RUN_KINDS: Record<RunKind, string> = {
  scheduled: 'Scheduled',
  manual: 'Manual',
  backfill: 'Backfill',
  import: 'Import',
  webhook: 'Webhook',
}

/** What a kind of failure asks of the person. */
export const ERROR_KINDS: Record<ErrorKind, string> = {
  configuration: 'Check the settings',
  authorization: 'Reconnect required',
  temporary: 'Temporary. The sync retries automatically.',
  permanent: 'Permanent. Action required.',
}

const COUNT = new Intl.NumberFormat()
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

export const count = (value: number) => COUNT.format(value)
export const percent = (points: number) =>
  formatNumber({ value: points, unit: 'percent' }, { decimals: 2 })
export const moment = (at: string) => momentText(at)

const JUST_NOW_SECONDS = 60

/** "in 3 minutes", "2 hours ago". */
export function fromNow(at: string, now: number): string {
  const seconds = (new Date(at).getTime() - now) / 1_000
  if (seconds <= 0 && seconds > -JUST_NOW_SECONDS) {
    return 'just now'
  }
  const [unit, size] = unitOf(Math.abs(seconds))
  return RELATIVE.format(Math.round(seconds / size), unit)
}

function unitOf(seconds: number): [Intl.RelativeTimeFormatUnit, number] {
  if (seconds < JUST_NOW_SECONDS) {
    return ['second', 1]
  }
  if (seconds < 3_570) {
    return ['minute', 60]
  }
  return seconds < 129_600 ? ['hour', 3_600] : ['day', 86_400]
}

/** "every hour", "every 15 minutes", "every day". */
export function every(minutes: number): string {
  if (minutes % 1_440 === 0) {
    return minutes === 1_440 ? 'every day' : `every ${minutes / 1_440} days`
  }
  if (minutes % 60 === 0) {
    return minutes === 60 ? 'every hour' : `every ${minutes / 60} hours`
  }
  return `every ${minutes} minutes`
}

/** What stands below the name of a source: what it is, how fresh, and how new rows come. */
export function sourceFacts(source: Source, title: string | undefined, now: number): string {
  const kind = source.mode === 'sandbox' ? [title, 'sandbox'] : [title]
  return [...kind, ...factsOf(source, now)].filter(Boolean).join(' · ')
}

function factsOf(source: Source, now: number) {
  switch (source.kind) {
    case 'file':
      return fileFacts(source, now)
    case 'webhook':
      return sentFacts(source, now)
    default:
      return readFacts(source, now)
  }
}

const sentFacts = ({ freshAt, off, state }: Source, now: number) => [
  freshAt ? `last delivery ${fromNow(freshAt, now)}` : 'nothing received yet',
  off || state === 'paused' ? 'paused' : 'receives deliveries',
]

const fileFacts = ({ freshAt }: Source, now: number) => [
  freshAt ? `last file ${fromNow(freshAt, now)}` : 'no file imported yet',
]

const readFacts = ({ freshAt, off, state, syncEveryMinutes }: Source, now: number) => [
  freshAt ? `updated ${fromNow(freshAt, now)}` : 'no data yet',
  off ? 'not syncing' : rhythmOf(state, syncEveryMinutes),
]

const rhythmOf = (state: Source['state'], minutes: number) =>
  state === 'paused' ? 'paused' : `syncs ${every(minutes)}`

/** How long a run took, or has taken so far. */
export function duration(from: string, to: string | null, now: number): string {
  const seconds = Math.max(
    0,
    ((to ? new Date(to).getTime() : now) - new Date(from).getTime()) / 1_000
  )
  if (seconds < 60) {
    return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`
  }
  return seconds < 3_600
    ? `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(seconds / 3_600)} h ${Math.round((seconds % 3_600) / 60)} min`
}

/** How a run came about and how long it took. */
export function runFacts(run: Run, now: number): string {
  const { kind, windowFrom, windowTo, requestedBy, startedAt, finishedAt } = run
  return [
    RUN_KINDS[kind],
    windowFrom && windowTo ? daysText({ from: windowFrom, to: windowTo }) : null,
    requestedBy,
    startedAt ? duration(startedAt, finishedAt, now) : null,
  ]
    .filter(Boolean)
    .join(', ')
}

/** What a run brought; what it did not bring goes without saying. */
export function runCounts(run: Run): string {
  const counts: [number, string][] = [
    [run.recordsWritten, 'new'],
    [run.recordsRestated, 'updated by the source'],
    [run.recordsUnchanged, 'unchanged'],
    [run.recordsNumberless, 'metadata records'],
    [run.recordsRejected, 'rejected'],
  ]
  const told = counts.filter(([number]) => number > 0)
  return [[run.recordsRead, 'read'] as const, ...told]
    .map(([number, word]) => `${count(number)} ${word}`)
    .join(', ')
}
