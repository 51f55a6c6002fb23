import type { MetricQuery } from '#metrics'

/** Columns of twelve that a widget takes; widgets beside each other share a row. */
export const WIDTHS = [3, 4, 6, 8, 12] as const
export type Width = (typeof WIDTHS)[number]

export type SectionQuestion = Omit<MetricQuery, 'range' | 'currency' | 'timeZone' | 'asOf'>

interface OfKind<Kind extends string> {
  id: string
  kind: Kind
}

/** The first page. */
export interface CoverSection extends OfKind<'cover'> {
  title: string
  subtitle: string
}

/** What is on which page, made from the headings. */
export type ContentsSection = OfKind<'contents'>

export interface HeadingSection extends OfKind<'heading'> {
  title: string
}

/** Markdown. */
export interface TextSection extends OfKind<'text'> {
  body: string
}

/** Sentences about what changed, written from the numbers. */
export type SummarySection = OfKind<'summary'>

/** Any widget of the dashboards. */
export interface WidgetSection extends OfKind<'widget'> {
  title: string
  view: string
  width: Width
  question: SectionQuestion | null
  display: Record<string, unknown>
  body: string
}

export type PageBreakSection = OfKind<'page_break'>

export type Section =
  | CoverSection
  | ContentsSection
  | HeadingSection
  | TextSection
  | SummarySection
  | WidgetSection
  | PageBreakSection

export type SectionKind = Section['kind']

/** What is read for the whole of it, unless a widget says otherwise. */
export interface ReportSettings {
  range: MetricQuery['range']
  comparison: NonNullable<MetricQuery['comparison']>
  /** ISO 4217; null keeps the organization's own currency. */
  currency: string | null
  filters: NonNullable<MetricQuery['filters']>
}

export interface ReportDocument extends ReportSettings {
  sections: Section[]
}

export const FORMATS = ['pdf', 'xlsx', 'csv', 'png'] as const
export type Format = (typeof FORMATS)[number]

/** `held`: waits for a person, who releases or discards it. */
export type RunState = 'waiting' | 'held' | 'finished' | 'failed' | 'discarded'

/** What the send gate found. */
export interface Finding {
  rule: string
  /** A sentence: what is wrong, where, and what to do. */
  message: string
}
