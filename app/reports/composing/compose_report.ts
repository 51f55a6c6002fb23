import { answerPage, type Asking } from '#dashboards'
import { presetDays } from '#metrics'
import { plain } from '#shared/plain'
import type { Sentence } from '#reports/words/sentence'
import { writeSummary } from '#reports/words/write_summary'
import { fillVariables } from '#reports/composing/fill_variables'
import type { ReportDocument, ReportSettings, WidgetSection } from '#reports/types'

type PageWidget = Parameters<typeof answerPage>[1][number]
type Answered = Awaited<ReturnType<typeof answerPage>>

/** A report with its numbers: all that its pages and files are made from. */
export interface ComposedReport extends Answered {
  name: string
  organization: string
  timeZone: string
  currency: string
  range: { from: string; to: string }
  preparedAt: string
  /** Written from the numbers, where a section shows it. */
  summary: Sentence[]
  document: ReportDocument
}

interface Composing {
  asking: Asking
  name: string
  document: ReportDocument
}

/** Puts all questions of a report, in one transaction: every number is from the same state of the data. */
export async function composeReport({ asking, name, document }: Composing) {
  const { organization, now } = asking
  const widgets = document.sections
    .filter((section): section is WidgetSection => section.kind === 'widget')
    .map((section) => pageWidget(section, document))
  const answered = await answerPage(asking, widgets, document)
  const hasSummary = document.sections.some(({ kind }) => kind === 'summary')
  const range = daysOf(document.range, asking, answered)
  const filled = fillVariables(document, { organization: organization.name, ...range })
  const report: ComposedReport = {
    summary: hasSummary ? writeSummary({ ...answered, document: filled }) : [],
    ...answered,
    name,
    document: filled,
    organization: organization.name,
    timeZone: organization.timeZone,
    currency: document.currency ?? organization.currency,
    range,
    preparedAt: now.toISO()!,
  }
  return plain(report)
}

/** The comparison of the report stands for every widget that has none of its own. */
function pageWidget(section: WidgetSection, { comparison }: ReportSettings): PageWidget {
  const { question } = section
  const asked = question && { comparison, ...question }
  return { ...section, question: asked } as PageWidget
}

/** All of the time is what the answers say it is. */
function daysOf(
  range: ReportSettings['range'],
  { organization, now }: Asking,
  { answers }: Answered
): ComposedReport['range'] {
  if (!('preset' in range)) {
    return range
  }
  const { timeZone } = organization
  const known = presetDays(now, timeZone)[range.preset]
  const read = Object.values(answers).flatMap((answer) =>
    answer.state === 'ready' || answer.state === 'partial' ? [answer.value.range] : []
  )
  const today = now.setZone(timeZone).toISODate()!
  return known ?? read[0] ?? { from: today, to: today }
}
