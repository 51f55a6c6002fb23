import type { Comparison } from '#metrics/types'
import type { WidgetQuestion } from './dashboard.js'

type Asked = Pick<WidgetQuestion, 'comparison' | 'moreComparisons'>

/** The periods that a question is compared with; a new one with the period before. */
export function comparisonsOf(asked: Asked | null | undefined, isNew: boolean): Comparison[] {
  const all = asked ? [asked.comparison, ...(asked.moreComparisons ?? [])] : []
  const chosen = all.filter((one): one is Comparison => Boolean(one) && one !== 'none')
  return isNew ? ['previous_period'] : chosen
}

/** The part of a question that asks for these periods. */
export function comparing([first = 'none', ...more]: Comparison[]): Required<Asked> {
  return { comparison: first, moreComparisons: more }
}

/** Totals of the first breakdown, where a table shows them. */
export function subtotalsOf(draft: {
  breakdowns: string[]
  display: Record<string, unknown>
}): string[][] | undefined {
  const { breakdowns, display } = draft
  return display.showsSubtotals === true && breakdowns.length > 1 ? [[breakdowns[0]]] : undefined
}
