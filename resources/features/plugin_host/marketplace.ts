import type { PluginCard, PluginField, PluginScope } from './plugin.js'

/** A plugin in the list (marketplace_transformer.ts). */
export interface MarketplaceEntry {
  id: string
  version: string
  title: string
  summary: string
  publisher: string | null
  status: PluginCard['status']
  reason: string | null
  categories: string[]
  adds: { kind: string; count: number }[]
}

export interface VersionChange {
  weight: 'major' | 'minor' | 'patch'
  place: string
  what: string
}

/** The page of one plugin. */
export interface PluginListing extends PluginCard {
  isPrivate: boolean
  added: { kind: string; names: string[] }[]
  sources: string[]
  pinnedVersion: string | null
  removal: { kind: 'keep' | 'purge'; on: string } | null
  upgrade: { version: string; state: string; kind: string; reason: string | null } | null
  preview: {
    version: string
    restarts: string[]
    changes: VersionChange[]
    isRefused: boolean
    scopes: PluginScope[]
    fields: PluginField[]
  } | null
  backTo: string | null
  history: {
    id: string
    kind: 'upgrade' | 'roll_back'
    fromVersion: string
    toVersion: string
    state: string
    reason: string | null
    at: string
  }[]
  releases: { version: string; at: string; changes: VersionChange[] }[]
}

const KINDS: Record<string, [one: string, many: string]> = {
  sources: ['source', 'sources'],
  metrics: ['metric', 'metrics'],
  dashboards: ['dashboard', 'dashboards'],
  reports: ['report template', 'report templates'],
  kpis: ['KPI', 'KPIs'],
  alerts: ['alert rule', 'alert rules'],
}

export function kindTitle(kind: string, count = 2): string {
  const [one, many] = KINDS[kind] ?? [kind, kind]
  return count === 1 ? one : many
}

export const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const addsText = (adds: MarketplaceEntry['adds']) =>
  adds.map(({ kind, count }) => `${count} ${kindTitle(kind, count)}`).join(', ')

/** Those whose title, id or summary holds every word, of the category where one is chosen. */
export function foundIn(entries: MarketplaceEntry[], words: string, category: string | null) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter(({ id, title, summary, categories }) => {
    const text = `${id} ${title} ${summary}`.toLowerCase()
    return (
      (category === null || categories.includes(category)) &&
      wanted.every((word) => text.includes(word))
    )
  })
}

export const UPGRADE_STATE: Record<string, string> = {
  moving: 'In progress',
  held: 'Waits for review',
  soaking: 'Done, monitored for 24 hours',
  done: 'Done',
  rolled_back: 'Rolled back',
  failed: 'Failed',
}

/** How far a change reaches, for people. */
export const WEIGHT = {
  major: { label: 'Breaking', color: 'warning' },
  minor: { label: 'New', color: 'success' },
  patch: { label: 'Detail', color: 'neutral' },
} as const
