import type { MetricFilter, MetricQuery, MetricResult } from '#metrics/types'
import type { AnswerPick } from '~/features/metrics/answer_display'
import { entryNamed, labelOf } from '~/features/metrics/names'
import type { Dimension } from '~/features/metrics/answers'

/** A value that a person pointed at: what it is called, and what a filter calls it. */
export type PickedValue = {
  dimension: string
  dimensionLabel: string
  key: string | null
  label: string
}

/** From the whole to the single thing; what is beside it tells another story. */
const DRILL = ['channel', 'source', 'campaign', 'ad_group', 'ad', 'country', 'device', 'product']

/** What stands behind a place of a chart. */
export function pickedValues(
  { keys }: AnswerPick,
  { series }: Pick<MetricResult, 'series'>,
  dimensions: Dimension[]
): PickedValue[] {
  const wanted = Object.entries(keys ?? {})
  const found = series.find((one) => wanted.every(([id, key]) => one.keys[id] === key))
  return wanted.map(([dimension, key]) => ({
    dimension,
    dimensionLabel: labelOf(dimensions, dimension),
    key,
    label: found?.breakdown[dimension] ?? key ?? 'No value',
  }))
}

export const filterOf = ({ dimension, key }: PickedValue): MetricFilter =>
  key === null ? { dimension, operator: 'is_empty' } : { dimension, operator: 'in', values: [key] }

/** The filters of a page after a value was chosen: one of the same dimension is replaced. */
export function filtersWith(filters: MetricFilter[], picked: PickedValue[]): MetricFilter[] {
  const chosen = picked.map(filterOf)
  return [
    ...filters.filter(({ dimension }) => chosen.every((one) => one.dimension !== dimension)),
    ...chosen,
  ]
}

/** The dimensions that a value can be broken down by next, and the question for each. */
export function drillSteps(
  question: MetricQuery,
  picked: PickedValue[],
  dimensions: Dimension[]
): { label: string; question: MetricQuery }[] {
  const filters = [...(question.filters ?? []), ...picked.map(filterOf)]
  const taken = new Set([...picked.map(({ dimension }) => dimension), ...fixedIn(question)])
  const steps = DRILL.flatMap((id) => entryNamed(dimensions, id) ?? [])
    .filter(({ id, available }) => available && !taken.has(id))
    .map(({ id, label }) => ({
      label,
      question: { ...question, filters, breakdowns: [id], grain: 'total' as const },
    }))
  const byDay = { ...question, filters, breakdowns: [], grain: 'day' as const }
  return [...steps, { label: 'Day', question: byDay }]
}

const fixedIn = ({ filters = [] }: MetricQuery) =>
  filters
    .filter(({ operator, values }) => operator === 'in' && values?.length === 1)
    .map(({ dimension }) => dimension)

/** What the values of filters are called, as far as an answer of the page names them. */
export function valueName(results: MetricResult[], dimension: string, key: string): string {
  for (const { series } of results) {
    const found = series.find(({ keys }) => keys[dimension] === key)
    if (found?.breakdown[dimension]) {
      return found.breakdown[dimension]
    }
  }
  return key
}
