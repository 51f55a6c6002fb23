import type { Asking } from '#dashboards'
import type { ComposedReport } from '#reports/composing/compose_report'

/** What the send gate looks at: the report as it would go out, and where its numbers come from. */
export interface Looked {
  asking: Asking
  report: ComposedReport
}
