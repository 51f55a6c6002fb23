import { coarseFlag } from '../planning/coarse_rows.js'
import type { SharedAccount } from '../planning/count_once.js'
import type { Question, StreamPart } from '../planning/plan.js'
import type { RateBook, SourceMode } from '../reading/exchange_rates.js'
import { ratesUsed } from '../reading/rates_used.js'
import type { CellRow } from '../reading/read_cells.js'
import type { StreamFreshness } from '../reading/freshness.js'
import type { DayRange, Provenance, StreamUse } from '../types.js'
import type { Answer } from './answer.js'
import { comparedShare } from './compared_share.js'

export interface Evidence {
  question: Question
  parts: StreamPart[]
  shared: SharedAccount[]
  answer: Pick<Answer, 'rows' | 'sides' | 'range'>
  rates: RateBook
  freshness: StreamFreshness[]
}

/** For each metric: how it was computed, from what, how fresh, how complete, how well it matches. */
export function provenanceOf(evidence: Evidence): Record<string, Provenance> {
  return Object.fromEntries(
    evidence.question.metrics.map((id) => [id, metricProvenance(id, evidence)])
  )
}

function metricProvenance(id: string, evidence: Evidence): Provenance {
  const { catalogue } = evidence.question
  const atoms = new Set(catalogue.atomsOf(id).map((atom) => atom.id))
  const parts = evidence.parts.filter((part) =>
    part.atoms.some(({ metric }) => atoms.has(metric.id))
  )
  const freshness = parts.map((part) => freshnessOf(part, evidence.freshness))
  const { range } = evidence.question
  const uses = parts.map((part, place) => streamUse(part, freshness[place], range))
  const rows = rowsWith(evidence.answer.rows, atoms)
  const leftOut = evidence.answer.sides.leftOutOf(id)
  const used = parts.filter(
    ({ stream }) => !leftOut.some((left) => left.connectionId === stream.connectionId)
  )
  const warnings = [...new Set(freshness.flatMap((one) => warningsIn(range, one)))]
  const isMoney = catalogue.atomsOf(id).some(({ unit }) => unit === 'currency')
  return {
    formula: catalogue.formulaOf(id),
    streams: uses,
    rows: rowsBehind(rows, atoms),
    freshAt: freshAt(rows, freshness),
    completeUntil: completeUntil(freshness.filter((_, place) => hasPart(uses[place]))),
    reconciled: reconciled(freshness, atoms),
    compared: comparedShare(used, { atoms, rows, ...evidence }),
    leftOut,
    exchangeRates: isMoney ? exchangeRates(evidence.rates, rows) : [],
    warnings,
    flags: [
      ...new Set([
        ...leftOut.map(({ message }) => message),
        ...evidence.shared.map(sharedFlag),
        ...parts.flatMap((part) => coarseFlag(evidence.question, part)),
        ...parts.flatMap((part) => detailFlag(part, parts)),
        ...uses.flatMap(({ stopped }) => stopped ?? []),
        ...warnings,
      ]),
    ],
  }
}

const rowsWith = (rows: CellRow[], atoms: Set<string>) =>
  rows.filter(({ numbers }) => numbers.some(({ metric }) => atoms.has(metric)))

/** Rates by the mode of the sources that have amounts in these currencies. */
function exchangeRates(book: RateBook, rows: CellRow[]) {
  return Object.entries(book).flatMap(([mode, table]) => {
    const ofMode = rows.filter((row) => isOfMode(row, mode as SourceMode))
    return ratesUsed(
      table ?? null,
      ofMode.flatMap(({ rated }) => rated ?? [])
    )
  })
}

const isOfMode = ({ numbers }: CellRow, mode: SourceMode) =>
  numbers.some(({ part }) => part.stream.mode === mode)

function freshnessOf({ stream }: StreamPart, freshness: StreamFreshness[]) {
  return freshness.find(
    (one) => one.connectionId === stream.connectionId && one.stream === stream.name
  )
}

function streamUse(
  { stream, plan, detail }: StreamPart,
  freshness: StreamFreshness | undefined,
  { to }: DayRange
): StreamUse {
  const { connectionId, connection, name, plugin, mode } = stream
  const until = freshness?.completeUntil ?? stream.lastDay
  const isShort = until === null || until < to
  const stopped =
    freshness?.stopped && isShort ? WHY_STOPPED[freshness.stopped](stream, until) : null
  return { connectionId, connection, stream: name, plugin, mode, plan, detail, until, stopped }
}

type Stop = NonNullable<StreamFreshness['stopped']>

type Stopped = (stream: StreamPart['stream'], until: string | null) => string

const WHY_STOPPED: Record<Stop, Stopped> = {
  paused: ({ connection: name }, until) =>
    until ? `${name} is paused: its data ends on ${until}.` : `${name} is paused and has no data.`,
  switched_off: ({ connection, name }, until) => {
    const report = `"${wordsOf(name)}" of ${connection}`
    return until
      ? `${report} is switched off: its data ends on ${until}.`
      : `${report} is switched off and has no data.`
  },
  needs_reconnect: ({ connection: name }, until) =>
    until
      ? `${name} needs to be reconnected: its data ends on ${until}.`
      : `${name} has no data: its connection has expired.`,
}

/** Rows of a stream count once, also where several numbers of them are used. */
function rowsBehind(rows: CellRow[], atoms: Set<string>): number {
  const counts = new Map<string, number>()
  for (const { part, metric, rows: count } of rows.flatMap(({ numbers }) => numbers)) {
    if (atoms.has(metric)) {
      const key = `${part.stream.id} ${metric}`
      counts.set(key, (counts.get(key) ?? 0) + count)
    }
  }
  const perStream = Map.groupBy(counts, ([key]) => key.split(' ')[0])
  return [...perStream.values()].reduce(
    (sum, entries) => sum + Math.max(...entries.map(([, count]) => count)),
    0
  )
}

function warningsIn({ from, to }: DayRange, freshness: StreamFreshness | undefined): string[] {
  return (freshness?.warnings ?? [])
    .filter(({ days }) => days === null || (days.from <= to && days.to >= from))
    .map(({ message }) => message)
}

type Freshness = (StreamFreshness | undefined)[]

function freshAt(rows: CellRow[], freshness: Freshness): string | null {
  const written = rows.flatMap(({ fresh }) => fresh?.toISOString() ?? [])
  const checked = freshness.flatMap((one) => one?.checkedAt ?? [])
  return [...written, ...checked].sort().at(-1) ?? null
}

/** A source that stopped before it had any data is no part of the number, so it does not make the others less complete. */
const hasPart = ({ until, stopped }: StreamUse) => until !== null || stopped === null

/** As complete as the least complete stream; unknown where one is unknown. */
function completeUntil(freshness: Freshness): string | null {
  const days = freshness.map((one) => one?.completeUntil ?? null)
  return days.includes(null) ? null : (days.sort()[0] ?? null)
}

/** As good as the worst match; null where nothing was compared. */
function reconciled(freshness: Freshness, atoms: Set<string>): number | null {
  const matches = freshness.flatMap((one) =>
    Object.entries(one?.reconciled ?? {}).flatMap(([metric, percent]) =>
      atoms.has(metric) ? [percent] : []
    )
  )
  return matches.length === 0 ? null : Math.min(...matches)
}

/** Each day of an account counts once, and people should know that it is connected more than once. */
function sharedFlag({ name, connections, isUncertain }: SharedAccount): string {
  const sources = connections.map((one) => `“${one}”`).join(' and ')
  return isUncertain
    ? `${name} is connected as ${sources}, whose rows cannot be told apart: it may count twice. Remove one of them.`
    : `${name} is connected as ${sources}. Its numbers count once.`
}

/** `keyword_performance` as "keyword performance". */
const wordsOf = (name: string) => name.replaceAll('_', ' ')

function detailFlag({ stream, detail }: StreamPart, parts: StreamPart[]): string[] {
  if (!detail) {
    return []
  }
  const hasRest = parts.some(
    (part) => part.role === 'rest' && part.stream.connectionId === stream.connectionId
  )
  const report = `${stream.connection} answers this from its detailed report "${wordsOf(stream.name)}"`
  return [
    hasRest
      ? `${report}. What its totals hold and that report leaves out stands in a row without a value.`
      : `${report}, which can leave out rows that its totals hold.`,
  ]
}
