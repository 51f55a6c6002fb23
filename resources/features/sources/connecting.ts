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
}

/** Something that can be connected. */
export type Connectable = {
  pluginId: string
  connector: string
  kind: 'api' | 'file'
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
}

const CATEGORIES: Record<string, string> = {
  ads: 'Advertising',
  social: 'Social media',
  analytics: 'Web analytics',
  email: 'E-mail',
  crm: 'Sales and contacts',
  commerce: 'Shops',
  payments: 'Payments',
  accounting: 'Accounting',
  operations: 'Operations',
  seo: 'Search results',
  files: 'Files',
}

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

/** By category, those that fit the words the person typed. */
export function grouped(connectors: Connectable[], search: string) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = connectors.filter(({ title, summary, category }) => {
    const text = `${title} ${summary} ${categoryTitle(category)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const categories = [...new Set(found.map(({ category }) => category))]
  return categories.map((category) => ({
    category,
    title: categoryTitle(category),
    connectors: found.filter((connector) => connector.category === category),
  }))
}
