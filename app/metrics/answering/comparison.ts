import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { SharedAccount } from '../planning/count_once.js'
import type { Question, StreamPart } from '../planning/plan.js'
import type { StreamFreshness } from '../reading/freshness.js'
import { readFirstGiven } from '../reading/given_days.js'
import type { SourceStream } from '../reading/read_streams.js'
import type { DayRange } from '../types.js'
import type { Answer, RowSelection } from './answer.js'
import { Changes, type Pair } from './changes.js'
import { judge, type Comparability, type Periods } from './comparability.js'
import { spansOf, type Spans } from './source_spans.js'

/** A question with its plan and all that is known about the sources in it. */
export interface Prepared {
  question: Question
  streams: SourceStream[]
  parts: StreamPart[]
  shared: SharedAccount[]
  freshness: StreamFreshness[]
  now: DateTime
  /** Which rows of the breakdown the question is about, once its own period was read. */
  selection?: RowSelection
}

export type ReadAnswer = (prepared: Prepared, range: DayRange) => Promise<Answer>

/** Computes how every metric moved between two answered periods, over what both cover. */
export async function changesBetween(
  tenant: TenantTransaction,
  prepared: Prepared,
  { pair, read }: { pair: Pair; read: ReadAnswer }
): Promise<Changes> {
  const { question } = prepared
  const given = await readFirstGiven(tenant, prepared.parts)
  const spans = { ...prepared, given, from: question.range.from }
  const judged = question.metrics.map((id) => ({
    id,
    comparability: comparabilityOf(id, { spans, prepared, pair }),
  }))
  const pairs = new Map<string, Pair | null>()
  const byMetric = new Map<string, { comparability: Comparability; pair: Pair | null }>()
  for (const { id, comparability } of judged) {
    const key = JSON.stringify([comparability.connections, comparability.days])
    const known = pairs.get(key)
    const own =
      known === undefined ? await pairFor(comparability, { prepared, pair, read, judged }) : known
    pairs.set(key, own)
    byMetric.set(id, { comparability, pair: own })
  }
  return new Changes(question, byMetric)
}

interface Judging {
  spans: Spans
  prepared: Prepared
  pair: Pair
}

function comparabilityOf(id: string, { spans, prepared, pair }: Judging): Comparability {
  const { question, now } = prepared
  const { catalogue, timeZone } = question
  const atoms = catalogue.atomsOf(id)
  const leftOut = [pair.current, pair.earlier].flatMap(({ sides }) =>
    sides.leftOutOf(id).map(({ connectionId }) => connectionId)
  )
  const periods: Periods = {
    current: pair.current.range,
    earlier: pair.earlier.range,
    yesterday: now.setZone(timeZone).minus({ days: 1 }).toISODate()!,
  }
  const own = {
    spans: spansOf(spans, { atoms: atoms.map((atom) => atom.id), leftOut }),
    isState: atoms.every(({ kind }) => kind === 'semi_additive'),
    isComputed: atoms.length > 1,
  }
  return judge(own, periods)
}

interface Pairing {
  prepared: Prepared
  pair: Pair
  read: ReadAnswer
  judged: { id: string; comparability: Comparability }[]
}

/** The answers as they are where everything is compared; else both are read once more over what is. */
async function pairFor(
  { state, connections, days }: Comparability,
  { prepared, pair, read, judged }: Pairing
): Promise<Pair | null> {
  if (days === null) {
    return null
  }
  if (state === 'whole' && isSame(days, pair)) {
    return pair
  }
  const { question, parts } = prepared
  const metrics = judged
    .filter(({ comparability }) => isOneWith(comparability, { connections, days }))
    .map(({ id }) => id)
  const narrowed: Prepared = {
    ...prepared,
    question: { ...question, grain: 'total', metrics },
    parts: parts.filter(({ stream }) => connections.includes(stream.connectionId)),
  }
  return {
    current: await read(narrowed, days.current),
    earlier: await read(narrowed, days.earlier),
  }
}

const isOneWith = (one: Comparability, other: Pick<Comparability, 'connections' | 'days'>) =>
  JSON.stringify([one.connections, one.days]) === JSON.stringify([other.connections, other.days])

function isSame(days: { current: DayRange; earlier: DayRange }, { current, earlier }: Pair) {
  return (
    days.current.to === current.range.to &&
    days.earlier.from === earlier.range.from &&
    days.earlier.to === earlier.range.to
  )
}
