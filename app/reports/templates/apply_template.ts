import { newId, Refusal, type TenantTransaction } from '#foundation'
import { listDimensions, listMetrics } from '#metrics'
import type { ReportDocument, Section } from '#reports/types'
import { CHANNEL_TEMPLATES } from './channels.js'
import { contributedTemplates } from './contributed.js'
import { MARKETING_TEMPLATES } from './marketing.js'
import type { ReportTemplate, TemplateSection } from './template.js'

/** The product's own, and those that plugins offer. */
export async function listTemplates(tenant: TenantTransaction): Promise<ReportTemplate[]> {
  return [...MARKETING_TEMPLATES, ...CHANNEL_TEMPLATES, ...(await contributedTemplates(tenant))]
}

/** Every report begins as something that is whole. */
const BLANK: TemplateSection[] = [
  { kind: 'cover', title: '' },
  { kind: 'heading', title: 'Results' },
]

/** What people call it, by id. */
interface Available {
  metrics: Map<string, string>
  dimensions: Map<string, string>
  /** Of all that is known, whether some source brings it or not. */
  labels: Map<string, string>
}

export interface Applied {
  document: ReportDocument
  /** Sentences: what the template needs and no source of the organization brings. */
  leftOut: string[]
}

/** A template with what this organization has; a blank report where none is named. */
export async function applyTemplate(
  tenant: TenantTransaction,
  templateId: string | null
): Promise<Applied> {
  const template = templateId === null ? null : await findTemplate(tenant, templateId)
  const available = await availableIn(tenant)
  const wanted = template?.sections ?? BLANK
  const fitted = wanted.map((section) => fit(section, available))
  const kept = withoutEmptyChapters(fitted.flatMap(({ section }) => section ?? []))
  const { range, comparison } = template?.settings ?? {
    range: { preset: 'last_month' as const },
    comparison: 'previous_period' as const,
  }
  return {
    document: { range, comparison, currency: null, filters: [], sections: kept.map(sectionOf) },
    leftOut: fitted.flatMap(({ missing }) => missing ?? []),
  }
}

async function findTemplate(tenant: TenantTransaction, id: string): Promise<ReportTemplate> {
  const templates = await listTemplates(tenant)
  const found = templates.find((template) => template.id === id)
  if (!found) {
    throw Refusal.ofField('template', 'There is no such template. Choose one of the list.')
  }
  return found
}

async function availableIn(tenant: TenantTransaction): Promise<Available> {
  const [metrics, dimensions] = [await listMetrics(tenant), await listDimensions(tenant)]
  const labelled = (entries: { id: string; label: string }[]) =>
    new Map(entries.map(({ id, label }) => [id, label]))
  return {
    metrics: labelled(metrics.filter(({ available }) => available)),
    dimensions: labelled(dimensions.filter(({ available }) => available)),
    labels: labelled([...metrics, ...dimensions]),
  }
}

interface Fitted {
  /** Null where nothing of it can be shown. */
  section: TemplateSection | null
  missing: string | null
}

/** A table does without a column; everything else needs all that it asks for. */
function fit(section: TemplateSection, { metrics, dimensions, labels }: Available): Fitted {
  if (section.kind !== 'widget') {
    return { section, missing: null }
  }
  const { question, title, view } = section
  const kept = question.metrics.filter((id) => metrics.has(id))
  const gone = [
    ...question.metrics.filter((id) => !metrics.has(id)),
    ...(question.breakdowns ?? []).filter((id) => !dimensions.has(id)),
  ]
  if (gone.length === 0) {
    return { section, missing: null }
  }
  const names = gone.map((id) => labels.get(id) ?? id).join(', ')
  const isTable = view === 'table' && kept.length > 0
  return isTable && gone.length === question.metrics.length - kept.length
    ? {
        section: { ...section, question: { ...question, metrics: kept } },
        missing: `“${title}” is without ${names}: no source brings that.`,
      }
    : { section: null, missing: `“${title}” was left out: no source brings ${names}.` }
}

/** A heading with nothing below it tells nothing, and a break with nothing behind it is an empty page. */
function withoutEmptyChapters(sections: TemplateSection[]): TemplateSection[] {
  return sections
    .filter((section, place) => {
      const rest = sections.slice(place + 1)
      const end = rest.findIndex(({ kind }) => kind === 'heading' || kind === 'page_break')
      const own = end === -1 ? rest : rest.slice(0, end)
      return section.kind !== 'heading' || own.length > 0 || sections.length <= BLANK.length
    })
    .filter(
      (section, place, kept) => section.kind !== 'page_break' || kept[place + 1]?.kind === 'heading'
    )
}

function sectionOf(section: TemplateSection): Section {
  const id = newId()
  switch (section.kind) {
    case 'cover':
      return { id, kind: 'cover', title: section.title, subtitle: section.subtitle ?? '' }
    case 'widget':
      return { ...{ id, width: 12, display: {}, body: '' }, ...section }
    default:
      return { id, ...section }
  }
}
