import { LRUCache } from 'lru-cache'
import type { TenantTransaction } from '#foundation'
import { describePlugin, type LoadedPlugin } from './load_plugins.js'

/** Manifests that a process keeps; a compiled connector stays as long as its manifest does. */
const MOST_KEPT = 500

/** By the SHA-256 of the manifest, so that a new version is seen at once by every process. */
const kept = new LRUCache<string, LoadedPlugin>({ max: MOST_KEPT })

/** Answered once a transaction: one page sees one version. */
const answered = new WeakMap<TenantTransaction, Promise<LoadedPlugin[]>>()

/** The newest version of each private plugin of the organization. */
export function privatePlugins(tenant: TenantTransaction): Promise<LoadedPlugin[]> {
  const known = answered.get(tenant) ?? load(tenant)
  answered.set(tenant, known)
  return known
}

/** What was answered in this transaction no longer holds: it wrote a version itself. */
export const forgetPrivatePlugins = (tenant: TenantTransaction) => void answered.delete(tenant)

const NEWEST = `
  SELECT DISTINCT ON (plugin_id) plugin_id AS "pluginId", number, digest FROM private_plugins
  WHERE organization_id = $1 ORDER BY plugin_id, number DESC`

interface Row {
  pluginId: string
  number: number
  digest: string
}

async function load(tenant: TenantTransaction): Promise<LoadedPlugin[]> {
  const { rows } = await tenant.query<Row>(NEWEST, [tenant.organizationId])
  return Promise.all(rows.map(async (row) => kept.get(row.digest) ?? describeRow(tenant, row)))
}

async function describeRow(tenant: TenantTransaction, { pluginId, number, digest }: Row) {
  const { rows } = await tenant.query<{ manifest: unknown }>(
    'SELECT manifest FROM private_plugins WHERE organization_id = $1 AND plugin_id = $2 AND number = $3',
    [tenant.organizationId, pluginId, number]
  )
  // What this release of the contract no longer takes is told, as it is for bundled plugins.
  const plugin = { ...describePlugin(pluginId, rows[0].manifest), isPrivate: true as const }
  kept.set(digest, plugin)
  return plugin
}
