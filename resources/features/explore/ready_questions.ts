import type { Dimension, Metric } from '~/features/metrics/answers'
import { ADVERTISING } from './ready_advertising.js'
import { SALES_AND_SITE } from './ready_sales.js'
import type { ReadyQuestion } from './ready_question.js'

export type { ReadyQuestion } from './ready_question.js'

/** Questions that marketing teams ask every week, as queries. A title says what the answer shows. */
const READY_QUESTIONS: ReadyQuestion[] = [...ADVERTISING, ...SALES_AND_SITE]

const FUNCTIONS = ['percent']

/** The metrics of the catalogue that the query needs, those in its formulas included. */
function needed({ metrics, derived = {}, formulas = {} }: ReadyQuestion['question']): string[] {
  const sources = metrics.map((id) => derived[id]?.metric ?? id)
  const inFormulas = Object.values(formulas).flatMap((text) => text.match(/[a-z_]+/g) ?? [])
  const named = [...sources.filter((id) => !(id in formulas)), ...inFormulas]
  return named.filter((id) => !FUNCTIONS.includes(id))
}

/** Those that the connected sources can answer. */
export function answerable(metrics: Metric[], dimensions: Dimension[]): ReadyQuestion[] {
  const known = new Set(metrics.flatMap(({ id, available }) => (available ? [id] : [])))
  const able = new Set(dimensions.flatMap(({ id, available }) => (available ? [id] : [])))
  return READY_QUESTIONS.filter(
    ({ question }) =>
      needed(question).every((id) => known.has(id)) &&
      (question.breakdowns ?? []).every((id) => able.has(id))
  )
}
