import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { answerRange, type Answer } from '../answering/answer.js'
import { Coverage } from '../answering/coverage.js'
import { provenanceOf } from '../answering/provenance.js'
import { bestFirst } from '../answering/ranking.js'
import { Valuation } from '../answering/values.js'
import { DimensionCatalogue } from '../catalogue/dimension_catalogue.js'
import { loadCatalogue } from '../catalogue/load_catalogue.js'
import { planStreams, type Question, type StreamPart } from '../planning/plan.js'
import { checkAnswerable, readQuestion } from '../planning/question.js'
import { comparisonRange, refuseWide, spansMoreThan } from '../planning/ranges.js'
import {
  readCurrencies,
  readRates,
  type RateBook,
  type SourceMode,
} from '../reading/exchange_rates.js'
import { readFreshness, type StreamFreshness } from '../reading/freshness.js'
import { readStreams } from '../reading/read_streams.js'
import type { DayRange, MetricQuery, MetricResult } from '../types.js'

export interface QueryOwner {
  timeZone: string
}

interface Prepared {
  question: Question
  parts: StreamPart[]
  freshness: StreamFreshness[]
}

/**
 * The one query engine: question → plan → SQL → answer with provenance. Every number on a screen, in an export
 * or behind the API comes from here, so the same question gives the same number everywhere.
 */
export async function runMetricQuery(
  tenant: TenantTransaction,
  organization: QueryOwner,
  ...[query, now]: [query: MetricQuery, now: DateTime]
): Promise<MetricResult> {
  const prepared = await prepare(tenant, { organization, query, now })
  const { question } = prepared
  const current = await answer(tenant, prepared, question.range)
  const comparison = await compare(tenant, prepared, query)
  const ranked = bestFirst(current.answer.series, question)
  return {
    range: question.range,
    grain: question.grain,
    timeZone: question.timeZone,
    currency: question.currency,
    asOf: question.asOf,
    series: ranked.series,
    totals: current.answer.totals,
    comparison,
    truncated: ranked.truncated,
    provenance: provenanceOf({ ...prepared, rows: current.answer.rows, rates: current.rates }),
  }
}

interface Asked {
  organization: QueryOwner
  query: MetricQuery
  now: DateTime
}

async function prepare(
  tenant: TenantTransaction,
  { organization, query, now }: Asked
): Promise<Prepared> {
  const streams = await readStreams(tenant)
  const catalogue = await loadCatalogue(tenant)
  const dimensions = new DimensionCatalogue(streams)
  const question = readQuestion(query, { catalogue, dimensions, streams, organization, now })
  const parts = planStreams(question, streams)
  checkAnswerable(question, parts, streams)
  const connections = [...new Set(parts.map(({ stream }) => stream.connectionId))]
  return { question, parts, freshness: await readFreshness(tenant, connections) }
}

interface RangeAnswer {
  answer: Answer
  rates: RateBook
}

async function answer(
  tenant: TenantTransaction,
  { question, parts, freshness }: Prepared,
  range: DayRange
): Promise<RangeAnswer> {
  const rates = await ratesFor(tenant, { question, parts, range })
  const valuation = new Valuation(question, new Coverage(parts, freshness))
  return { answer: await answerRange(tenant, { question, parts, range, rates }, valuation), rates }
}

const MODES: SourceMode[] = ['live', 'sandbox']

async function ratesFor(
  tenant: TenantTransaction,
  { question, parts, range }: { question: Question; parts: StreamPart[]; range: DayRange }
): Promise<RateBook> {
  const money = parts.filter(({ atoms }) => atoms.some(({ metric }) => metric.unit === 'currency'))
  const book: RateBook = {}
  for (const mode of question.currency === null ? [] : MODES) {
    const ids = money.flatMap(({ stream }) => (stream.mode === mode ? [stream.id] : []))
    const request = { mode, target: question.currency!, range }
    book[mode] = ids.length > 0 ? await ratesOf(tenant, ids, request) : undefined
  }
  return book
}

/** No rates are read where every amount already is in the asked currency. */
async function ratesOf(
  tenant: TenantTransaction,
  ids: string[],
  request: { mode: SourceMode; target: string; range: DayRange }
) {
  const currencies = await readCurrencies(tenant, ids, request.range)
  if (currencies.every((currency) => currency === request.target)) {
    return undefined
  }
  if (spansMoreThan(MOST_CONVERTED_YEARS, request.range)) {
    throw refuseWide(`Amounts are converted over at most ${MOST_CONVERTED_YEARS} years at once.`)
  }
  return readRates(tenant, { ...request, currencies })
}

/** Each day costs a rate of each currency, whatever the grain is. */
const MOST_CONVERTED_YEARS = 50

async function compare(
  tenant: TenantTransaction,
  prepared: Prepared,
  query: MetricQuery
): Promise<MetricResult['comparison']> {
  const kind = query.comparison ?? 'none'
  const range = comparisonRange(prepared.question.range, kind, query.range)
  if (range === null) {
    return null
  }
  const previous = await answer(tenant, prepared, range)
  const { series } = bestFirst(previous.answer.series, { ...prepared.question, limit: Infinity })
  const since = firstDayOf(prepared.parts)
  return {
    kind,
    range,
    since: since !== null && since > range.from ? since : null,
    series,
    totals: previous.answer.totals,
  }
}

/** From when on every asked number is known by a source at least. */
function firstDayOf(parts: StreamPart[]): string | null {
  const known = parts.flatMap(({ stream: { firstDay }, atoms }) =>
    firstDay === null ? [] : atoms.map(({ metric }) => ({ id: metric.id, firstDay }))
  )
  const firsts = [...Map.groupBy(known, ({ id }) => id).values()].map(
    (days) => days.map(({ firstDay }) => firstDay).sort()[0]
  )
  return firsts.sort().at(-1) ?? null
}
