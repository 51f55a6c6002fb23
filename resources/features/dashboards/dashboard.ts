import type { WidgetLayout, WidgetView } from '#dashboards/types'
import type { Grain, MetricFilter, MetricQuery, MetricResult } from '#metrics/types'
import type { Drawn } from '../../../app/shared/drawn_state.js'
import type { Role } from '../organizations/roles.js'
import type { Range } from '../metrics/periods.js'

export type { WidgetView } from '#dashboards/types'

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
  /** Where the list shows it; empty for none. */
  folder: string
  visibility: Visibility
  settings: { range: Range; currency: string | null; filters?: MetricFilter[] }
  /** Whether the reader decides who sees it and whether it stays. */
  mayManage: boolean
  /** False for those that came with the product; they cannot be private. */
  hasOwner: boolean
  /** Where chosen ones see it: roles, and ids of members. Empty for who does not decide it. */
  sharedWith: { roles: Role[]; members: string[] }
  /** Rises with each change of its widgets. */
  revision: number
  /** Since when its widgets differ from what readers see; null where they do not. */
  draftSince: string | null
  updatedAt: string
}

/** A link that opens a dashboard to people without an account. */
export type PublicLink = {
  id: string
  kind: 'link' | 'embed'
  name: string
  parents: string[]
  hasPassword: boolean
  expiresAt: string | null
  isExpired: boolean
}

/** Something to begin a dashboard with. */
export type Template = {
  id: string
  name: string
  description: string
  origin: 'own' | 'plugin' | 'product'
  /** How many widgets it makes here. */
  widgets: number
  /** Widgets that have no data here, and what they would need. */
  leftOut: { title: string; lacks: string[] }[]
}

/** What was published of a dashboard. */
export type Version = {
  number: number
  publishedAt: string
  publishedBy: string | null
  titles: string[]
}

export type WidgetQuestion = Omit<MetricQuery, 'range' | 'currency' | 'timeZone' | 'asOf'>

export type Widget = {
  id: string
  title: string
  view: WidgetView
  layout: WidgetLayout
  /** How it is drawn, by the schema of its view. */
  display: Record<string, unknown>
  question: WidgetQuestion | null
  /** The granularity of a question that names none. */
  ownGrain: Grain
  body: string
}

/** What the form saves; the place is chosen on the grid. */
export type WidgetFields = Omit<Widget, 'id' | 'layout' | 'ownGrain'>

/** The whole question of a widget: its own part, for the period and currency of the dashboard. */
export function wholeQuestion(
  { question, ownGrain }: Pick<Widget, 'ownGrain'> & { question: WidgetQuestion },
  { range, currency, filters: chosen = [] }: DashboardSummary['settings']
): MetricQuery {
  const filters = [...(question.filters ?? []), ...chosen]
  return { grain: ownGrain, ...question, filters, range, currency }
}

/** What was answered, wholly or in part. */
export function resultsOf(answers: Record<string, Drawn<MetricResult>>): MetricResult[] {
  return Object.values(answers).flatMap((answer) =>
    answer.state === 'ready' || answer.state === 'partial' ? [answer.value] : []
  )
}
