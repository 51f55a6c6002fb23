import vine from '@vinejs/vine'
import type { MetricQuery } from '#metrics'

/** Enough to read in a panel; Explore shows the rest. */
const MOST_SERIES = 12

/** What every other widget shows has nothing to choose. */
const PLAIN = vine.create({ display: vine.object({}).optional() })

const asking = {
  /** Whether it puts a question to the engine. */
  asks: true,
  /** Whether values of a breakdown stand side by side, so that the whole period is asked for unless the question says otherwise. */
  comparesTotals: false,
  mostSeries: MOST_SERIES,
  /** Reads `{ display }`: how it is drawn. What is not in the schema is not kept. */
  display: PLAIN,
}

const silent = { ...asking, asks: false }

/**
 * The widgets there are. The browser's half of this list (label, icon, component, form) is
 * `resources/features/dashboards/widget_views.ts`; nothing else has to know about a new one.
 * Sizes are in columns of twelve and rows of 40 px.
 */
export const WIDGET_VIEWS = {
  metric: { ...asking, size: { w: 3, h: 4 } },
  line: { ...asking, size: { w: 8, h: 9 } },
  bar: { ...asking, comparesTotals: true, size: { w: 6, h: 9 } },
  table: { ...asking, comparesTotals: true, size: { w: 12, h: 10 } },
  text: { ...silent, size: { w: 4, h: 5 } },
} as const

type View = keyof typeof WIDGET_VIEWS

export const VIEW_NAMES = Object.keys(WIDGET_VIEWS) as View[]

/** Views that ask nothing. */
export const SILENT_VIEWS = VIEW_NAMES.filter((view) => !WIDGET_VIEWS[view].asks)

/** The granularity of a question that names none. */
export function ownGrain(view: View, { breakdowns }: Pick<MetricQuery, 'breakdowns'>) {
  const isCompared = WIDGET_VIEWS[view].comparesTotals && (breakdowns ?? []).length > 0
  return isCompared ? ('total' as const) : ('day' as const)
}
