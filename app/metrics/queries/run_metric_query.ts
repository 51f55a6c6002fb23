import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { Answer } from '../answering/answer.js'
import type { Changes } from '../answering/changes.js'
import { changesBetween, type Prepared } from '../answering/comparison.js'
import { withReason } from '../answering/no_match.js'
import { provenanceOf } from '../answering/provenance.js'
import { RangeReader } from '../answering/range_reader.js'
import { bestFirst } from '../answering/ranking.js'
import { refuseBeyondBudget } from '../planning/budget.js'
import { refuseFinerThanRows } from '../planning/coarse_rows.js'
import { countOnce } from '../planning/count_once.js'
import { planStreams, type Question, type StreamPart } from '../planning/plan.js'
import { checkAnswerable, readQuestion } from '../planning/question.js'
import { comparisonRange } from '../planning/ranges.js'
import { rememberedAnswer } from '../remembering/answers.js'
import { knowledgeOf, type Knowledge } from '../remembering/knowledge.js'
import type { DayRange, MetricQuery, MetricResult, MetricSeries } from '../types.js'

export interface QueryOwner {
  timeZone: string
}

/**
 * The one query engine: question → plan → SQL → answer with provenance. Every number on a screen, in an export
 * or behind the API comes from here, so the same question gives the same number everywhere. What was answered is
 * remembered as long as the organization's data stays the same; nobody changes an answer.
 */
export async function runMetricQuery(
  tenant: TenantTransaction,
  organization: QueryOwner,
  ...[query, now]: [query: MetricQuery, now: DateTime]
): Promise<MetricResult> {
  const known = await knowledgeOf(tenant)
  const question = readQuestion(query, { ...known, organization, now })
  refuseEarly(question, query)
  return rememberedAnswer({ known, question, query, now }, async () =>
    answered(tenant, await prepare(tenant, { question, known, now }), query)
  )
}

async function answered(
  tenant: TenantTransaction,
  prepared: Prepared,
  query: MetricQuery
): Promise<MetricResult> {
  const { question } = prepared
  const reader = new RangeReader(tenant)
  const current = await reader.read(prepared, question.range)
  const ranked = bestFirst(current.series, question)
  const shown = ranked.series.map(({ id }) => id)
  const earlier = await readEarlier(reader, prepared, query)
  const others = earlier ? seriesBeside(earlier, shown, question) : []
  const answers = [current, ...(earlier ? [earlier] : [])]
  const ranges = answers.map(({ range }) => range)
  refuseBeyondBudget(question, ranges, [shown.length, others.length])
  const changes = earlier
    ? await changesBetween(tenant, prepared, { pair: { current, earlier }, read: reader.read })
    : null
  return {
    range: question.range,
    grain: question.grain,
    timeZone: question.timeZone,
    currency: question.currency,
    asOf: question.asOf,
    series: await withPoints(current, shown, changes),
    totals: withReason(current.totals, await reader.whyNothing(prepared, current)),
    comparison: earlier && {
      kind: query.comparison!,
      range: earlier.range,
      since: sinceOf(prepared.parts, earlier.range),
      series: await withPoints(earlier, others, changes),
      totals: earlier.totals,
      changes: changes!.totals,
    },
    truncated: ranked.truncated,
    provenance: provenanceOf({ ...prepared, answer: current, rates: reader.ratesOf(current) }),
  }
}

async function prepare(
  tenant: TenantTransaction,
  { question, known, now }: { question: Question; known: Knowledge; now: DateTime }
): Promise<Prepared> {
  const { streams, accounts, freshness } = known
  const planned = planStreams(question, streams)
  checkAnswerable(question, planned, streams)
  refuseFinerThanRows(question, planned)
  const { parts, shared } = await countOnce(tenant, { parts: planned, streams, accounts })
  return { question, streams, parts, shared, freshness, now }
}

/** What is too much for a single row of the breakdown is so for all of them, and nothing needs to be read to know it. */
function refuseEarly({ metrics, grain, range }: Question, query: MetricQuery) {
  const before = comparisonRange(range, query.comparison ?? 'none', query.range)
  const ranges = [range, ...(before ? [before] : [])]
  refuseBeyondBudget({ metrics, grain }, ranges, [1, 1])
}

async function readEarlier(
  reader: RangeReader,
  prepared: Prepared,
  query: MetricQuery
): Promise<Answer | null> {
  const { range } = prepared.question
  const before = comparisonRange(range, query.comparison ?? 'none', query.range)
  return before && reader.read(prepared, before)
}

/** Those of the shown series that had numbers before, then the best of those that have ended. */
function seriesBeside({ series }: Answer, shown: string[], question: Question): string[] {
  const ended = series.filter(({ id }) => !shown.includes(id))
  const best = bestFirst(ended, question).series.map(({ id }) => id)
  const before = new Set(series.map(({ id }) => id))
  return [...shown.filter((id) => before.has(id)), ...best]
}

async function withPoints(
  { series, points }: Answer,
  ids: string[],
  changes: Changes | null
): Promise<MetricSeries[]> {
  const known = new Map(series.map((one) => [one.id, one]))
  const made: MetricSeries[] = []
  for (const id of ids) {
    const { breakdown, keys, rest, totals } = known.get(id)!
    const own = changes?.ofSeries(id) ?? null
    made.push({ breakdown, keys, rest, points: await points(id), totals, changes: own })
  }
  return made
}

/** First day on which every asked number is known by a source at least, where that is within the range. */
function sinceOf(parts: StreamPart[], { from }: DayRange): string | null {
  const known = parts.flatMap(({ stream: { firstDay }, atoms }) =>
    firstDay === null ? [] : atoms.map(({ metric }) => ({ id: metric.id, firstDay }))
  )
  const firsts = [...Map.groupBy(known, ({ id }) => id).values()].map(
    (days) => days.map(({ firstDay }) => firstDay).sort()[0]
  )
  const since = firsts.sort().at(-1) ?? null
  return since !== null && since > from ? since : null
}
