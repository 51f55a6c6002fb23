import type { Happened } from '~/features/metrics/answer_display'
import type { AnswerRow } from '~/features/metrics/answer_rows'
import type { Dimension, Metric, MetricResult } from '~/features/metrics/answers'
import type { GoalHead } from '~/features/kpis/goal_words'
import type { Widget, WidgetFields } from '../dashboard.js'

/** What the component of a view takes. */
export type WidgetViewProps = {
  widget: Widget
  /** Null where the view asks nothing. */
  result: MetricResult | null
  metrics: Metric[]
  dimensions: Dimension[]
  /** Where a row of a table leads; null where the reader may not open Explore. */
  rowHref: (row: AnswerRow) => string | null
  /** Whether a place of a chart can be chosen: emits `pick`. */
  isPickable?: boolean
  /** What happened in its period, drawn where the axis is time. */
  happened?: Happened[]
}

/** The same for a view that asks. */
export type AnsweredProps = WidgetViewProps & { result: MetricResult & { goal?: GoalHead } }

/** What the part of a form takes: the draft, whose `display` and `body` it changes in place. */
export type WidgetFormProps = {
  draft: Pick<WidgetFields, 'view' | 'display' | 'body'> & { metrics: string[] }
  metrics: Metric[]
  dimensions: Dimension[]
}
