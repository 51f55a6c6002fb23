import { LRUCache } from 'lru-cache'
import type { TenantTransaction } from '#foundation'
import { checksumOf, describePlugin, type LoadedPlugin } from './load_plugins.js'

/** Manifests that a process keeps; a compiled connector stays as long as its manifest does. */
const MOST_KEPT = 500

/** By origin and SHA-256 of the manifest, so that a new version is seen at once by every process. */
const kept = new LRUCache<string, LoadedPlugin>({ max: MOST_KEPT })

/** Answered once a transaction: one page sees one version. */
const answered = new WeakMap<TenantTransaction, Promise<LoadedPlugin[]>>()

/**
 * What an organization has besides the bundled versions: its private plugins, and the versions that its installs point
 * to where these are others. `bundled` are those that every process carries, as `id@version`.
 */
export function tenantPlugins(
  tenant: TenantTransaction,
  bundled: string[]
): Promise<LoadedPlugin[]> {
  const known = answered.get(tenant) ?? load(tenant, bundled)
  answered.set(tenant, known)
  return known
}

/** What was answered in this transaction no longer holds: it wrote a version or moved an install itself. */
export const forgetTenantPlugins = (tenant: TenantTransaction) => void answered.delete(tenant)

type Origin = 'private' | 'bundled' | 'published'

interface Row {
  pluginId: string
  version: string
  digest: string
  origin: Origin
  /** Why the version may no longer run anywhere. */
  yanked: string | null
}

const NAMED = `
  (SELECT DISTINCT ON (plugin_id) plugin_id AS "pluginId", number::text AS version, digest, 'private' AS origin, NULL AS yanked
     FROM private_plugins WHERE organization_id = $1 ORDER BY plugin_id, number DESC)
  UNION ALL
  SELECT v.plugin_id, v.version, v.checksum, v.origin, CASE WHEN v.state = 'yanked' THEN v.reason END
    FROM plugin_installs i JOIN plugin_versions v ON v.plugin_id = i.plugin_id AND v.version = i.version
   WHERE i.organization_id = $1 AND v.content IS NOT NULL AND i.plugin_id || '@' || i.version <> ALL ($2::text[])`

async function load(tenant: TenantTransaction, bundled: string[]): Promise<LoadedPlugin[]> {
  const { rows } = await tenant.query<Row>(NAMED, [tenant.organizationId, bundled])
  return Promise.all(
    rows.map(async (row) => kept.get(keyOf(row)) ?? (await describeRow(tenant, row)))
  )
}

const keyOf = ({ origin, digest, yanked }: Row) => `${origin}|${digest}|${yanked ?? ''}`

const PRIVATE =
  'SELECT manifest FROM private_plugins WHERE organization_id = $1 AND plugin_id = $2 AND number = $3::int'
const RELEASED =
  'SELECT content AS manifest FROM plugin_versions WHERE $1::uuid IS NOT NULL AND plugin_id = $2 AND version = $3'

async function describeRow(tenant: TenantTransaction, row: Row): Promise<LoadedPlugin> {
  const isPrivate = row.origin === 'private'
  const { rows } = await tenant.query<{ manifest: unknown }>(isPrivate ? PRIVATE : RELEASED, [
    ...[tenant.organizationId, row.pluginId, row.version],
  ])
  // What this release of the contract no longer takes is told, as it is for bundled plugins.
  const plugin = isPrivate
    ? { ...describePlugin(row.pluginId, rows[0].manifest), isPrivate: true as const }
    : storedVersion(row, rows[0].manifest)
  kept.set(keyOf(row), plugin)
  return plugin
}

/** A version as it was written down. One that was changed since, or taken back by its publisher, never runs. */
export function storedVersion(
  { pluginId, digest, yanked, origin }: Pick<Row, 'pluginId' | 'digest' | 'yanked' | 'origin'>,
  content: unknown
): LoadedPlugin {
  const plugin = {
    ...describePlugin(pluginId, content),
    ...(origin === 'published' ? { isForeign: true as const } : {}),
  }
  const named = `plugin ${pluginId}: version ${plugin.version}`
  if (yanked !== null) {
    const reason = `${named} was withdrawn: ${yanked}`
    return { ...plugin, state: 'yanked', reason, manifest: null }
  }
  const isAltered = plugin.manifest !== null && checksumOf(content) !== digest
  const reason = `${named} was changed after its release`
  return isAltered ? { ...plugin, state: 'invalid', reason, manifest: null } : plugin
}
