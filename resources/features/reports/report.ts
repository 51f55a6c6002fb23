import type { Finding, Format, ReportDocument, RunState } from '#reports/types'
import type { Drawn } from '../../../app/shared/drawn_state.js'
import type { Dimension, Metric, MetricResult } from '../metrics/answers.js'

export type {
  Finding,
  Format,
  ReportDocument,
  RunState,
  Section,
  SectionKind,
  WidgetSection,
} from '#reports/types'

/** A report with its numbers, as its pages draw it. */
export type ComposedReport = {
  name: string
  organization: string
  timeZone: string
  currency: string
  range: { from: string; to: string }
  preparedAt: string
  document: ReportDocument
  metrics: Metric[]
  dimensions: Dimension[]
  answers: Record<string, Drawn<MetricResult>>
  /** Sentences in pieces: words, names, and numbers with where they come from. */
  summary: (string | { name: string } | { shown: string })[][]
}

export type Run = {
  id: string
  state: RunState
  version: number
  formats: Format[]
  findings: Finding[]
  message: string | null
  createdAt: string
  finishedAt: string | null
  scheduleId: string | null
  links: number
  files: { format: Format; bytes: number }[]
  deliveries: { recipient: string; state: 'waiting' | 'sent' | 'failed'; reason: string | null }[]
}

export type CalendarRule = {
  every: 'day' | 'weekday' | 'week' | 'month'
  weekday?: number
  dayOfMonth?: number
  at: string
}

export type Schedule = {
  id: string
  rule: CalendarRule
  timeZone: string
  recipients: string[]
  formats: Format[]
  onFindings: 'hold' | 'mark' | 'fallback'
  nextAt: string
}

export type ReportDetail = {
  id: string
  name: string
  document: ReportDocument
  revision: number
  leftOut: string[]
  updatedAt: string
}

export type ReportVersion = {
  number: number
  name: string
  sections: number
  savedAt: string
  savedBy: string | null
}

export type ListedReport = {
  id: string
  name: string
  sections: number
  updatedAt: string
  lastRunAt: string | null
}

export type Template = { id: string; name: string; description: string }
