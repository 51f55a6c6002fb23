import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { Answer } from '../answering/answer.js'
import type { Changes } from '../answering/changes.js'
import {
  comparedAnswers,
  comparisonsIn,
  type Compared,
  type Setting,
} from '../answering/compared_answers.js'
import type { Prepared } from '../answering/comparison.js'
import { DerivedNumbers } from '../answering/derived_numbers.js'
import { whyNoneMeets, withReason } from '../answering/no_match.js'
import { provenanceOf } from '../answering/provenance.js'
import { RangeReader } from '../answering/range_reader.js'
import { bestFirst } from '../answering/ranking.js'
import { selectionOf } from '../answering/selection.js'
import { Shown } from '../answering/shown_series.js'
import { refuseBeyondBudget } from '../planning/budget.js'
import { refuseFinerThanRows } from '../planning/coarse_rows.js'
import { countOnce } from '../planning/count_once.js'
import { planStreams, type Question } from '../planning/plan.js'
import { checkAnswerable, readQuestion } from '../planning/question.js'
import { comparisonRange } from '../planning/ranges.js'
import { rememberedAnswer } from '../remembering/answers.js'
import { knowledgeOf, type Knowledge } from '../remembering/knowledge.js'
import type { MetricQuery, MetricResult } from '../types.js'

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
  const all = await reader.read(prepared, question.range)
  const { selection, conditions } = selectionOf(all, question)
  const current = selection ? all.selected(selection) : all
  const setting: Setting = {
    tenant,
    prepared: { ...prepared, ...(selection && { selection }) },
    read: reader.read,
    shown: new Shown(question),
  }
  const ranked = bestFirst(current.series, question)
  const ids = ranked.series.map(({ id }) => id)
  const compared = await comparedAnswers(setting, { query, current, ids })
  const whyNothing = (await reader.whyNothing(all)) ?? whyNoneMeets(conditions)
  const shown = { ids, whyNothing, changes: compared[0]?.moved ?? null }
  return {
    ...headOf(question),
    ...(await shownAnswer(setting, current, shown)),
    ...comparisonsOf(compared),
    truncated: ranked.truncated,
    ...(conditions && { conditions }),
  }
}

function headOf({ range, grain, weekStart, timeZone, currency, asOf }: Question) {
  const week = weekStart === 'sunday' ? { weekStart } : {}
  return { range, grain, ...week, timeZone, currency, asOf }
}

interface Showing {
  ids: string[]
  whyNothing: string | null
  changes: Changes | null
}

async function shownAnswer(setting: Setting, answer: Answer, showing: Showing) {
  const { prepared, read, shown } = setting
  const { subtotals } = prepared.question.shaping
  const derived = await DerivedNumbers.of(prepared, read, answer)
  const evidence = { ...prepared, answer, rates: answer.reading.rates }
  return {
    series: await shown.series({ answer, derived }, showing.ids, showing.changes),
    totals: shown.only(derived.totalsOf(withReason(answer.totals, showing.whyNothing))),
    ...(subtotals.length > 0 && { subtotals: await shown.subtotals(answer, derived) }),
    provenance: shown.provenance(provenanceOf(evidence)),
  }
}

function comparisonsOf(compared: Compared[]) {
  const [comparison = null, ...moreComparisons] = compared.map(({ answer }) => answer)
  return { comparison, ...(moreComparisons.length > 0 && { moreComparisons }) }
}

export async function prepare(
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
function refuseEarly(question: Question, query: MetricQuery) {
  const before = comparisonsIn(query).flatMap(
    (kind) => comparisonRange(question.range, kind, query) ?? []
  )
  refuseBeyondBudget(question, [question.range, ...before], [1, ...before.map(() => 1)])
}
