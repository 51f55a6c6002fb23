import type { DateTime } from 'luxon'
import type { Question } from '../planning/plan.js'
import type { MetricQuery, MetricResult } from '../types.js'
import type { Knowledge } from './knowledge.js'
import { Remembered } from './remembered.js'

/** Values of all answers together, which take about 150 bytes each. */
const MOST_VALUES = 150_000

const answers = new Remembered<MetricResult>({ most: MOST_VALUES, sizeOf: valuesIn })

interface Asked {
  known: Knowledge
  question: Question
  query: MetricQuery
  now: DateTime
}

/** The answer to the same question at the same version of the data, or a new one. Nobody changes what this answers. */
export function rememberedAnswer(
  asked: Asked,
  make: () => Promise<MetricResult>
): Promise<MetricResult> {
  return answers.get(nameOf(asked), make)
}

function nameOf({ known, question, query, now }: Asked): string {
  const { metrics, breakdowns, breakdownIds, filters, range, grain, currency, timeZone } = question
  return JSON.stringify([
    known.name,
    momentOf(now, question),
    [metrics, query.formulas, breakdowns.map(({ id }) => id), breakdownIds],
    filters.map(({ dimension, filter }) => [dimension.id, filter]),
    [range, query.range, query.comparison, grain, currency, timeZone],
    [question.asOf, question.limit, question.weekStart],
    [
      query.moreComparisons,
      query.derived,
      query.conditions,
      query.sort,
      query.top,
      query.subtotals,
    ],
  ])
}

/** What is said of today changes with the clock, of other days with the day. */
function momentOf(now: DateTime, { range, timeZone }: Question): string {
  const here = now.setZone(timeZone)
  const today = here.toISODate()!
  return range.to < today ? today : here.toISO({ precision: 'minute' })!
}

function valuesIn({ totals, ...result }: MetricResult): number {
  const compared = [result.comparison ?? [], result.moreComparisons ?? []].flat()
  const parts = [result, ...compared, ...(result.subtotals ?? [])]
  const all = parts.flatMap(({ series }) => series)
  const points = all.reduce((sum, one) => sum + one.points.length + 2, 2)
  return points * Object.keys(totals).length
}
