import type { Grain, MetricQuery, MetricResult } from '#metrics/types'
import type { Drawn } from '../../../app/shared/drawn_state.js'
import type { Role } from '../organizations/roles.js'
import type { Range } from '../metrics/periods.js'

export type Visibility = 'private' | 'organization' | 'chosen'

/** Who sees a dashboard, as the dialog asks for it. */
export type Sharing = { visibility: Visibility; sharedWith?: { roles: Role[]; members: string[] } }

/** Whom it can be shared with. */
export type Audience = { roles: Role[]; people: { id: string; name: string; role: Role }[] }

/** How the list says who sees a dashboard. */
export const VISIBILITIES: Record<Visibility, { label: string; icon: string }> = {
  private: { label: 'Private', icon: 'i-lucide-lock' },
  organization: { label: 'Shared with everyone', icon: 'i-lucide-users' },
  chosen: { label: 'Shared with some', icon: 'i-lucide-user-check' },
}

export type DashboardSummary = {
  slug: string
  name: string
  description: string
  visibility: Visibility
  settings: { range: Range; currency: string | null }
  /** Whether the reader decides who sees it and whether it stays. */
  mayManage: boolean
  /** False for those that came with the product; they cannot be private. */
  hasOwner: boolean
  /** Where chosen ones see it: roles, and ids of members. Empty for who does not decide it. */
  sharedWith: { roles: Role[]; members: string[] }
  updatedAt: string
}

export type WidgetView = 'metric' | 'line' | 'bar' | 'table' | 'text'
export type WidgetQuestion = Pick<
  MetricQuery,
  'metrics' | 'breakdowns' | 'filters' | 'grain' | 'comparison' | 'limit'
>

export type Widget = {
  id: string
  title: string
  view: WidgetView
  width: 3 | 4 | 6 | 8 | 12
  question: WidgetQuestion | null
  body: string
}

export type WidgetFields = Omit<Widget, 'id'>

export const VIEWS: { value: WidgetView; label: string; icon: string }[] = [
  { value: 'metric', label: 'Number', icon: 'i-lucide-hash' },
  { value: 'line', label: 'Line chart', icon: 'i-lucide-chart-line' },
  { value: 'bar', label: 'Bar chart', icon: 'i-lucide-chart-column' },
  { value: 'table', label: 'Table', icon: 'i-lucide-table' },
  { value: 'text', label: 'Text', icon: 'i-lucide-text' },
]

export const WIDTHS: { value: Widget['width']; label: string }[] = [
  { value: 3, label: 'Quarter' },
  { value: 4, label: 'Third' },
  { value: 6, label: 'Half' },
  { value: 8, label: 'Two thirds' },
  { value: 12, label: 'Full width' },
]

/** Written out, because Tailwind compiles only the classes it can read. */
export const COLUMNS: Record<Widget['width'], string> = {
  3: 'col-span-12 sm:col-span-6 xl:col-span-3',
  4: 'col-span-12 sm:col-span-6 xl:col-span-4',
  6: 'col-span-12 lg:col-span-6',
  8: 'col-span-12 xl:col-span-8',
  12: 'col-span-12',
}

/** The granularity of a widget whose question names none: what compares values asks for the total, as the server does. */
export function ownGrain({
  view,
  question,
}: {
  view: WidgetView
  question: Pick<WidgetQuestion, 'breakdowns'>
}): Grain {
  const compares = ['bar', 'table'].includes(view) && (question.breakdowns ?? []).length > 0
  return compares ? 'total' : 'day'
}

/** The whole question of a widget: its own part, for the period and currency of the dashboard. */
export function wholeQuestion(
  { question, view }: { question: WidgetQuestion; view: WidgetView },
  settings: { range: Range; currency: string | null }
): MetricQuery {
  return {
    grain: ownGrain({ view, question }),
    ...question,
    range: settings.range,
    currency: settings.currency,
  }
}

/** What was answered, wholly or in part. */
export function resultsOf(answers: Record<string, Drawn<MetricResult>>): MetricResult[] {
  return Object.values(answers).flatMap((answer) =>
    answer.state === 'ready' || answer.state === 'partial' ? [answer.value] : []
  )
}
