import type { TenantTransaction } from '#foundation'
import { listDimensions, listMetrics } from '#metrics'
import type { NewWidget } from '#dashboards/actions/create_dashboard'
import type { WidgetQuestion } from '#dashboards/models/widget'
import type { DashboardTemplate } from '#dashboards/templates/template'

/** A widget that would be empty, and what the organization's sources would have to report for it. */
export interface LeftOut {
  title: string
  lacks: string[]
}

export interface FittedTemplate {
  widgets: NewWidget[]
  leftOut: LeftOut[]
}

interface Known {
  labels: Map<string, string>
  available: Set<string>
}

/** What an organization can be asked at the moment. */
export async function knownTo(tenant: TenantTransaction): Promise<Known> {
  const all = [...(await listMetrics(tenant)), ...(await listDimensions(tenant))]
  return {
    labels: new Map(all.map(({ id, label }) => [id, label])),
    available: new Set(all.filter(({ available }) => available).map(({ id }) => id)),
  }
}

/** The part of a template that shows numbers here; the rest by name, because an empty panel looks like a fault. */
export function fitTemplate({ widgets }: DashboardTemplate, known: Known): FittedTemplate {
  const judged = widgets.map((widget) => ({ widget, lacks: lackedBy(widget, known) }))
  const kept = judged.filter(({ lacks }) => lacks.length === 0).map(({ widget }) => widget)
  const leftOut = judged
    .filter(({ lacks }) => lacks.length > 0)
    .map(({ widget: { title }, lacks }) => ({ title, lacks }))
  return { widgets: leftOut.length > 0 ? kept.map(withoutPlace) : kept, leftOut }
}

/** Formulas stand on metrics that are named beside them or in them, which the engine knows best; so they are kept. */
function lackedBy({ question, display }: NewWidget, { labels, available }: Known): string[] {
  const asked = [
    ...(question ? askedBy(question) : []),
    ...(typeof display?.dimension === 'string' ? [display.dimension] : []),
  ]
  return asked.filter((id) => !available.has(id)).map((id) => labels.get(id) ?? id)
}

function askedBy({ metrics, breakdowns = [], formulas, derived }: WidgetQuestion): string[] {
  const own = new Set(Object.keys({ ...formulas, ...derived }))
  return [...metrics.filter((metric) => !own.has(metric)), ...breakdowns]
}

/** Those that are left close up, at the size that they had. */
function withoutPlace({ layout, ...widget }: NewWidget): NewWidget {
  const size = layout?.lg ? { width: layout.lg.w, height: layout.lg.h } : {}
  return { ...widget, ...size }
}
