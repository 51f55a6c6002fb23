import type { MetricResult, MetricSeries, MetricValue } from '#metrics/types'
import type { Catalogue, Dimension } from './answers.js'
import type { AnswerDisplay, AnswerPick, Happened } from './answer_display.js'

/** An answer and all that decides how it is drawn. */
export type Asked = {
  /** With its values as people call them (`withValueLabels`). */
  result: MetricResult
  /** In order; the first one decides the unit. */
  metrics: Catalogue[]
  dimensions: Pick<Dimension, 'id' | 'label' | 'group' | 'codes'>[]
  display: AnswerDisplay
  caption: string
  heightPixels?: number | 'fill'
  happened?: Happened[]
}

/** Ids of the breakdowns, in the order in which they were asked. */
export function breakdownIds({ series }: Pick<MetricResult, 'series'>): string[] {
  return Object.keys(series[0]?.breakdown ?? {})
}

export function known(value: MetricValue | undefined): number | null {
  return value?.status === 'available' ? value.value : null
}

/** Stable name of a series within its answer, and what a person who picks it has chosen. */
export function keyOf({ keys }: Pick<MetricSeries, 'keys'>): string {
  return JSON.stringify(keys)
}

/** What a pick of a drawing stands for: its series and points carry their keys. */
export function pickOf(series: string | undefined, point: string | undefined): AnswerPick | null {
  const keys = [series, point].map(keysIn).find((one) => one !== null) ?? null
  const at = point !== undefined && /^\d{4}-\d{2}-\d{2}/.test(point) ? point : null
  return keys === null && at === null ? null : { keys, at }
}

function keysIn(key: string | undefined): AnswerPick['keys'] {
  const keys = key?.startsWith('{') ? (JSON.parse(key) as Record<string, string | null>) : {}
  return Object.keys(keys).length > 0 ? keys : null
}
