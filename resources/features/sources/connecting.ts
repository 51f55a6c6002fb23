import type { PluginField } from '~/features/plugin_host/plugin'

export type Field = {
  name: string
  label: string
  help: string | null
  pattern: string | null
  isSecret: boolean
  /** A private key or a file, whose lines matter. */
  isMultiline: boolean
}

/** One way of signing in at a vendor. */
export type Way = {
  name: string
  kind: 'oauth2' | 'apiKey' | 'basic' | 'clientCredentials' | 'jwtBearer' | 'none'
  fields: Field[]
  /** Connected sources of the same vendor whose consent covers this one. */
  consents: { id: string; name: string }[]
}

/** Something that can be connected. */
export type Connectable = {
  pluginId: string
  connector: string
  kind: 'api' | 'file' | 'webhook'
  /** Where it is connected, where that is a page of its own. */
  href?: string
  title: string
  summary: string
  category: string
  publisher: string | null
  documentation: string | null
  permissions: { id: string; why: string }[]
  ways: Way[]
  /** What the connector asks the person, besides access. */
  settings: PluginField[]
  hasSandbox: boolean
  /** Null where people bring the rows themselves. */
  contents: ConnectorContents | null
}

/** What a source brings. */
export type ConnectorContents = {
  /** Its numbers arrive when the vendor sends them. */
  isSent: boolean
  streams: { title: string; metrics: string[]; isOptional: boolean }[]
  metrics: string[]
  days: number | null
  restatedDays: number
  hasAccounts: boolean
}

/** `730` as "2 years", `90` as "90 days". */
export function spanOf(days: number): string {
  const years = Math.round(days / 365)
  const isYears = years > 0 && Math.abs(days - years * 365) <= 3
  const [count, unit] = isYears ? [years, 'year'] : [days, 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** In the order in which people look for them. */
const CATEGORIES: Record<string, string> = {
  ads: 'Advertising',
  analytics: 'Web analytics',
  seo: 'Search results',
  social: 'Social media',
  email: 'E-mail',
  crm: 'Sales and contacts',
  commerce: 'Shops',
  payments: 'Payments',
  accounting: 'Accounting',
  operations: 'Operations',
  files: 'Files',
}
const ORDER = Object.keys(CATEGORIES)
const inOrder = (one: string, other: string) => ORDER.indexOf(one) - ORDER.indexOf(other)

export const categoryTitle = (category: string) => CATEGORIES[category] ?? category

const TITLES: Record<string, string> = {
  'metrics:write': 'Adds metrics to your reports',
  'files:read': 'Reads the files you upload',
}

const REACHES = /^net:(.+)$/
/** A permission that the vendor's own consent page names by an address. */
const CONSENT = /^https?:\/\/.+\/([^/]+)$/

/** The host that a permission lets be called; null for every other permission. */
export const hostOf = (id: string): string | null => REACHES.exec(id)?.[1] ?? null

/** What a permission allows, in words. */
export function permissionTitle(id: string): string {
  const [, asked] = CONSENT.exec(id) ?? []
  return TITLES[id] ?? (asked ? `Requests “${asked}” access from the vendor` : id)
}

/** By category, those that fit the words the person typed: names, purposes and metrics. */
export function grouped(connectors: Connectable[], search: string, only: string | null = null) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = connectors.filter(({ title, summary, category, contents }) => {
    const known = [title, summary, categoryTitle(category), ...(contents?.metrics ?? [])]
    const text = known.join(' ').toLowerCase()
    return (only === null || category === only) && words.every((word) => text.includes(word))
  })
  const categories = [...new Set(found.map(({ category }) => category))].sort(inOrder)
  return categories.map((category) => ({
    category,
    title: categoryTitle(category),
    connectors: found.filter((connector) => connector.category === category),
  }))
}

/** Every category that has sources, with how many. */
export function categoriesOf(connectors: Connectable[]) {
  const groups = Map.groupBy(connectors, ({ category }) => category)
  const sorted = [...groups].sort(([one], [other]) => inOrder(one, other))
  return sorted.map(([category, { length }]) => ({
    category,
    title: categoryTitle(category),
    count: length,
  }))
}
