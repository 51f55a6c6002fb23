import type { ReportSettings, SectionQuestion, Width } from '#reports/types'

interface TemplateWidget {
  kind: 'widget'
  title: string
  view: string
  width?: Width
  question: SectionQuestion
  display?: Record<string, unknown>
}

export type TemplateSection =
  | { kind: 'cover'; title: string; subtitle?: string }
  | { kind: 'contents' | 'summary' | 'page_break' }
  | { kind: 'heading'; title: string }
  | { kind: 'text'; body: string }
  | TemplateWidget

/** A report as data. What an organization has no source for is left out when it is used, and named. */
export interface ReportTemplate {
  id: string
  name: string
  /** For whom, and what it answers. */
  description: string
  settings: Pick<ReportSettings, 'range' | 'comparison'>
  sections: TemplateSection[]
}

/** Numbers beside each other. */
export const numbers = (...metrics: [id: string, title: string][]): TemplateSection[] =>
  metrics.map(([id, title]) => ({
    ...{ kind: 'widget', view: 'metric', width: 3, title },
    question: { metrics: [id], grain: 'day' },
  }))

export const overTime = (title: string, metrics: string[], width: Width = 12): TemplateSection => ({
  ...{ kind: 'widget', view: 'line', width, title },
  question: { metrics, grain: 'day' },
})

export const bars = (
  title: string,
  [metric, breakdown]: [string, string],
  width: Width = 6
): TemplateSection => ({
  ...{ kind: 'widget', view: 'bar', width, title },
  question: { metrics: [metric], breakdowns: [breakdown], grain: 'total', limit: 8 },
})

export const table = (title: string, breakdown: string, metrics: string[]): TemplateSection => ({
  ...{ kind: 'widget', view: 'table', width: 12, title },
  question: { metrics, breakdowns: [breakdown], grain: 'total', limit: 50 },
})

export const heading = (title: string): TemplateSection => ({ kind: 'heading', title })

export const opening = (title: string, subtitle: string): TemplateSection[] => [
  { kind: 'cover', title, subtitle },
  { kind: 'contents' },
]
