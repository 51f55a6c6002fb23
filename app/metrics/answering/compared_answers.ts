import type { TenantTransaction } from '#foundation'
import { refuseBeyondBudget } from '../planning/budget.js'
import type { Question, StreamPart } from '../planning/plan.js'
import { comparisonRange } from '../planning/ranges.js'
import type { ComparedAnswer, Comparison, DayRange, MetricQuery } from '../types.js'
import type { Answer } from './answer.js'
import type { Changes } from './changes.js'
import { changesBetween, type Prepared, type ReadAnswer } from './comparison.js'
import { DerivedNumbers } from './derived_numbers.js'
import { bestFirst } from './ranking.js'
import type { Shown } from './shown_series.js'

export interface Setting {
  tenant: TenantTransaction
  prepared: Prepared
  read: ReadAnswer
  shown: Shown
}

interface Current {
  query: MetricQuery
  current: Answer
  /** Of the series that are shown. */
  ids: string[]
}

export interface Compared {
  answer: ComparedAnswer
  moved: Changes
}

/** The periods that a question is compared with, each once. */
export function comparisonsIn({ comparison, moreComparisons = [] }: MetricQuery): Comparison[] {
  const asked = [comparison ?? 'none', ...moreComparisons]
  return [...new Set(asked.filter((kind) => kind !== 'none'))]
}

/** The answers over the periods to compare with, and how the numbers moved since. */
export async function comparedAnswers(setting: Setting, asked: Current): Promise<Compared[]> {
  const { question } = setting.prepared
  const { query, current, ids } = asked
  const earlier: { kind: Comparison; answer: Answer; others: string[] }[] = []
  for (const kind of comparisonsIn(query)) {
    const before = comparisonRange(question.range, kind, query)
    const answer = await setting.read(setting.prepared, before!)
    earlier.push({ kind, answer, others: seriesBeside(answer, ids, question) })
  }
  const ranges = [current, ...earlier.map(({ answer }) => answer)].map(({ range }) => range)
  refuseBeyondBudget(question, ranges, [ids.length, ...earlier.map(({ others }) => others.length)])
  const compared: Compared[] = []
  for (const one of earlier) {
    compared.push(await comparedWith(setting, { ...one, current }))
  }
  return compared
}

interface Earlier {
  kind: Comparison
  answer: Answer
  others: string[]
  current: Answer
}

async function comparedWith(setting: Setting, { kind, answer, others, current }: Earlier) {
  const { tenant, prepared, read, shown } = setting
  const moved = await changesBetween(tenant, prepared, { pair: { current, earlier: answer }, read })
  const derived = await DerivedNumbers.of(prepared, read, answer)
  return {
    moved,
    answer: {
      kind,
      range: answer.range,
      since: sinceOf(prepared.parts, answer.range),
      series: await shown.series({ answer, derived }, others, moved),
      totals: shown.only(derived.totalsOf(answer.totals)),
      changes: shown.only(moved.totals),
    },
  }
}

/** Those of the shown series that had numbers before, then the best of those that have ended. */
function seriesBeside({ series }: Answer, shown: string[], question: Question): string[] {
  const ended = series.filter(({ id }) => !shown.includes(id))
  const best = bestFirst(ended, question).series.map(({ id }) => id)
  const before = new Set(series.map(({ id }) => id))
  return [...shown.filter((id) => before.has(id)), ...best]
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
