import type { SharedAccount } from '../planning/count_once.js'
import type { StreamPart } from '../planning/plan.js'
import type { StreamFreshness } from '../reading/freshness.js'
import { givenKey, type FirstGiven } from '../reading/given_days.js'
import type { SourceStream } from '../reading/read_streams.js'

/** The days that a source speaks for; sources that share an account speak together. */
export interface SourceSpan {
  connections: string[]
  name: string
  /** First day with the numbers. */
  begin: string
  /** Last day that they surely reach; null where nothing says that they end. */
  until: string | null
  /** Whether every stored metric is among its numbers. */
  isWhole: boolean
}

export interface Spans {
  streams: SourceStream[]
  parts: StreamPart[]
  shared: SharedAccount[]
  freshness: StreamFreshness[]
  given: FirstGiven
  /** First day of the asked period. */
  from: string
}

/** What each source speaks for, of the stored metrics behind one metric. Sources without any number of them are left out. */
export function spansOf(spans: Spans, { atoms, leftOut }: { atoms: string[]; leftOut: string[] }) {
  const ids = new Set(spans.parts.map(({ stream }) => stream.connectionId))
  const own = [...ids].filter((id) => !leftOut.includes(id))
  const units = new Set(own.map((id) => unitOf(id, spans.shared).filter((one) => ids.has(one))))
  const distinct = new Map([...units].map((unit) => [[...unit].sort().join(' '), unit]))
  return [...distinct.values()].flatMap((unit) => spanOf(spans, { unit, atoms }) ?? [])
}

function unitOf(connectionId: string, shared: SharedAccount[]): string[] {
  const together = shared.filter(({ connectionIds }) => connectionIds.includes(connectionId))
  return [...new Set([connectionId, ...together.flatMap(({ connectionIds }) => connectionIds)])]
}

function spanOf(spans: Spans, { unit, atoms }: { unit: string[]; atoms: string[] }) {
  const begins: string[] = []
  const untils: (string | null)[] = []
  for (const atom of atoms) {
    const days = partsWith(spans, unit, atom).flatMap((part) => daysOf(spans, part, atom) ?? [])
    if (days.length > 0) {
      begins.push(days.map(({ begin }) => begin).sort()[0])
      untils.push(lastOf(days.map(({ until }) => until)))
    }
  }
  if (begins.length === 0) {
    return null
  }
  const names = spans.parts.filter(({ stream }) => unit.includes(stream.connectionId))
  const span: SourceSpan = {
    connections: unit,
    name: names[0].stream.connection,
    begin: begins.sort().at(-1)!,
    until: untils.filter((until) => until !== null).sort()[0] ?? null,
    isWhole: begins.length === atoms.length,
  }
  return span
}

function partsWith({ parts }: Spans, unit: string[], atom: string) {
  return parts.filter(
    ({ stream, atoms }) =>
      unit.includes(stream.connectionId) && atoms.some(({ metric }) => metric.id === atom)
  )
}

function daysOf(spans: Spans, { stream }: StreamPart, atom: string) {
  const first = spans.given.get(givenKey(stream.id, atom))
  if (!first) {
    return null
  }
  const isLater = stream.firstDay !== null && first > stream.firstDay
  const begin = isLater || stream.isOfFiles ? first : firstOfSource(spans, stream)
  return { begin, until: untilOf(spans, stream) }
}

/** A report without a row yet, of a vendor that was asked for long before, is silent because nothing happened. */
function firstOfSource({ streams }: Spans, { connectionId, firstDay }: SourceStream): string {
  const days = streams.flatMap((stream) =>
    stream.connectionId === connectionId ? (stream.firstDay ?? []) : []
  )
  return [...days, firstDay!].sort()[0]
}

/**
 * A file, and a source that stopped, end with their last row. What a vendor reports ends where the reading does; where nobody
 * knows, it is taken to go on as long as there are rows in the period.
 */
function untilOf({ freshness, from }: Spans, stream: SourceStream): string | null {
  const known = freshness.find(
    (one) => one.connectionId === stream.connectionId && one.stream === stream.name
  )
  const isEnded = stream.isOfFiles || known?.stopped || (stream.lastDay ?? '') < from
  return known?.completeUntil ?? (isEnded ? stream.lastDay : null)
}

/** The later of several; null is later than any. */
function lastOf(days: (string | null)[]): string | null {
  return days.includes(null) ? null : (days.sort().at(-1) ?? null)
}
