import type { MetricResult } from '#metrics'
import type { Drawn } from '#shared/drawn_state'
import type { ReportDocument, WidgetSection } from '#reports/types'

export interface AnsweredSection {
  section: WidgetSection
  result: MetricResult
}

/** What was answered, wholly or in part. */
export function resultOf(answer: Drawn<MetricResult> | undefined): MetricResult | null {
  return answer?.state === 'ready' || answer?.state === 'partial' ? answer.value : null
}

/** The questions of a report, and what came of them by section. */
export interface Answered {
  document: Pick<ReportDocument, 'sections'>
  answers: Record<string, Drawn<MetricResult>>
}

/** The widgets of a report that have numbers, in order. */
export function answeredSections({ document, answers }: Answered): AnsweredSection[] {
  return document.sections.flatMap((section) => {
    const result = resultOf(answers[section.id])
    return section.kind === 'widget' && result ? [{ section, result }] : []
  })
}
