import type { Catalogue } from '../catalogue/catalogue.js'
import type { MetricDefinition } from '../catalogue/define.js'
import type { DimensionDefinition } from '../catalogue/dimensions.js'
import type { DimensionCatalogue } from '../catalogue/dimension_catalogue.js'
import type { SourceStream } from '../reading/read_streams.js'
import type { DayRange, Grain, MetricFilter, WeekStart } from '../types.js'
import { answersDimension } from './answers_dimension.js'
import { NO_ROLLUPS, rollupsFor, type Rollups } from './rollups.js'
import type { Shaping } from './shaping.js'

/** A stored metric at its place in a stream. */
export interface Atom {
  metric: MetricDefinition
  /** Position among the stream's numbers. */
  slot: number
}

/** Days of an account that another source's rows speak for. */
export interface Exclusion extends DayRange {
  /** Entity of the account in the stream's own source; null for all of its rows. */
  entityId: string | null
}

/** One stream's part in the answer. */
export interface StreamPart {
  stream: SourceStream
  atoms: Atom[]
  plan: 'rollup' | 'raw'
  /** The kept sums that it reads; none where it reads rows. */
  rollups: Rollups
  detail: boolean
  /** `rest`: the totals beside a detailed report, read for what that report leaves out. */
  role: 'answer' | 'rest'
  /** Days that another source of the same account speaks for. */
  without: Exclusion[]
}

/** A checked question: everything resolved, nothing guessed. */
export interface Question {
  catalogue: Catalogue
  dimensions: DimensionCatalogue
  metrics: string[]
  /** What is done with the rows once they are added up. */
  shaping: Shaping
  /** Stored metrics behind the asked ones, each once. */
  atoms: MetricDefinition[]
  breakdowns: DimensionDefinition[]
  /** Ids of the breakdowns as they were asked, which the answer keeps. */
  breakdownIds: string[]
  filters: { dimension: DimensionDefinition; filter: MetricFilter }[]
  range: DayRange
  grain: Grain
  weekStart: WeekStart
  currency: string | null
  timeZone: string
  asOf: string | null
  limit: number
}

/**
 * Which streams answer. For each connection and metric exactly one does, so that nothing counts twice:
 * the one that answers most of the dimensions asked for and, among those, the coarsest.
 */
export function planStreams(question: Question, streams: SourceStream[]): StreamPart[] {
  const parts = new Parts()
  const wanted = dimensionsOf(question)
  for (const candidates of groupByConnection(streams)) {
    for (const metric of question.atoms) {
      parts.plan(question, chooseStream(candidates, { metric, wanted }))
    }
  }
  return parts.all().map((part) => {
    const rollups = rollupsOf(part, question, wanted)
    const isRolledUp = rollups.day !== null || rollups.month !== null
    return { ...part, rollups, plan: isRolledUp ? ('rollup' as const) : ('raw' as const) }
  })
}

function rollupsOf(
  { stream, atoms }: StreamPart,
  question: Question,
  wanted: DimensionDefinition[]
) {
  const isPresent = question.asOf === null
  const isAdditive = atoms.every(({ metric }) => metric.kind === 'additive')
  return isPresent && isAdditive
    ? rollupsFor(stream, { grain: question.grain, wanted })
    : NO_ROLLUPS
}

/** Parts by stream, the role it has, and the kind of numbers, which are read together. */
class Parts {
  readonly #parts = new Map<string, StreamPart>()

  plan(question: Question, chosen: Chosen | undefined) {
    if (!chosen) {
      return
    }
    const { metric, stream, feeding } = chosen
    const detail = stream !== feeding
    this.#add(metric, { stream, detail, role: 'answer' })
    if (detail && hasRest(question, chosen)) {
      this.#add(metric, { stream: feeding, detail: false, role: 'rest' })
    }
  }

  all(): StreamPart[] {
    return [...this.#parts.values()]
  }

  #add(metric: MetricDefinition, asked: Pick<StreamPart, 'stream' | 'detail' | 'role'>) {
    const key = `${asked.stream.id} ${asked.detail} ${asked.role} ${groupOf(metric)}`
    const part = this.#parts.get(key) ?? {
      ...asked,
      atoms: [],
      plan: 'raw' as const,
      rollups: NO_ROLLUPS,
      without: [],
    }
    part.atoms.push({ metric, slot: slotOf(asked.stream, metric.id) })
    this.#parts.set(key, part)
  }
}

/** Whether what a detailed report leaves out can be told: totals of the same rows, and numbers that add up. */
function hasRest(question: Question, { metric, stream, feeding }: Chosen): boolean {
  const narrowed = question.filters.map(({ dimension }) => dimension)
  const hour = question.grain === 'hour' ? [question.dimensions.get('hour')] : []
  return (
    metric.kind === 'additive' &&
    stream.period === feeding.period &&
    [...narrowed, ...hour].every((dimension) => answersDimension(feeding, dimension))
  )
}

/** Atoms that one statement can read together; each "last value" needs rows of its own. */
function groupOf({ kind, id }: MetricDefinition) {
  return kind === 'semi_additive' ? id : kind
}

interface Wanted {
  metric: MetricDefinition
  wanted: DimensionDefinition[]
}

interface Chosen {
  metric: MetricDefinition
  stream: SourceStream
  /** The stream that answers the total. */
  feeding: SourceStream
}

function chooseStream(candidates: SourceStream[], { metric, wanted }: Wanted): Chosen | undefined {
  const able = candidates.filter((stream) => slotOf(stream, metric.id) >= 0)
  const coarsestFirst = [...able].sort((a, b) => fineness(a, metric.id) - fineness(b, metric.id))
  const [feeding] = coarsestFirst
  const answered = (stream: SourceStream) =>
    wanted.filter((dimension) => answersDimension(stream, dimension)).length
  const stream = coarsestFirst.reduce<SourceStream | undefined>(
    (best, next) => (best && answered(best) >= answered(next) ? best : next),
    undefined
  )
  return stream && { metric, stream, feeding }
}

/** Streams without rows last; then fewer kinds of entities and fewer breakdowns first. */
function fineness(stream: SourceStream, metricId: string) {
  const isDetail = stream.slots[slotOf(stream, metricId)]?.detail === true
  const steps = stream.entityKinds.length * 10 + Object.keys(stream.breakdowns).length
  return steps + (isDetail ? 10_000 : 0) + (stream.firstDay === null ? 100_000 : 0)
}

export function slotOf(stream: SourceStream, metricId: string): number {
  return stream.slots.findIndex((slot) => slot.metric === metricId || slot.same === metricId)
}

/** Breakdowns, filters and, for hours, the hour. */
export function dimensionsOf(question: Question): DimensionDefinition[] {
  const asked = [...question.breakdowns, ...question.filters.map(({ dimension }) => dimension)]
  const hour = question.grain === 'hour' ? [question.dimensions.get('hour')] : []
  return [...new Set([...asked, ...hour])]
}

function groupByConnection(streams: SourceStream[]): SourceStream[][] {
  return [...Map.groupBy(streams, (stream) => stream.connectionId).values()]
}
