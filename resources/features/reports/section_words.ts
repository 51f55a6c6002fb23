import type { WidgetView } from '~/features/dashboards/dashboard'
import { WIDGET_VIEWS } from '~/features/dashboards/widget_views'
import type { Section, SectionKind } from './report.js'

export const SECTIONS: Record<SectionKind, { label: string; icon: string }> = {
  cover: { label: 'Cover', icon: 'i-lucide-book' },
  contents: { label: 'Contents', icon: 'i-lucide-list-ordered' },
  heading: { label: 'Heading', icon: 'i-lucide-heading' },
  text: { label: 'Text', icon: 'i-lucide-text' },
  summary: { label: 'Written summary', icon: 'i-lucide-pen-line' },
  widget: { label: 'Widget', icon: 'i-lucide-chart-line' },
  page_break: { label: 'Page break', icon: 'i-lucide-separator-horizontal' },
}

/** How the list of sections calls one. */
export function sectionLine(section: Section): { label: string; icon: string } {
  const { label, icon } = SECTIONS[section.kind]
  const view = section.kind === 'widget' ? WIDGET_VIEWS[section.view as WidgetView] : undefined
  return { label: ownWords(section) || label, icon: view?.icon ?? icon }
}

const LONGEST = 60

function ownWords(section: Section): string {
  if (section.kind === 'text') {
    return section.body.split('\n')[0].slice(0, LONGEST)
  }
  return 'title' in section ? section.title : ''
}

/** A new section, which its form fills. */
export function newSection(kind: Exclude<SectionKind, 'widget'>): Section {
  const id = crypto.randomUUID()
  const sections = {
    cover: { id, kind: 'cover', title: '', subtitle: '' },
    contents: { id, kind: 'contents' },
    heading: { id, kind: 'heading', title: 'Heading' },
    text: { id, kind: 'text', body: '' },
    summary: { id, kind: 'summary' },
    page_break: { id, kind: 'page_break' },
  } as const
  return { ...sections[kind] }
}
