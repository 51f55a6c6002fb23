import { heldConnection } from '#foundation'
import type { Plugin } from '#kit'
import { reaches } from '../versions/version_numbers.js'
import type { LoadedPlugin } from './load_plugins.js'
import { bundledRegistry, pluginRegistry } from './plugin_registry.js'
import { storedVersion } from './tenant_plugins.js'

interface StoredRow {
  plugin_id: string
  version: string
  checksum: string
  state: string
  reason: string | null
  content: unknown
  origin: 'bundled' | 'published'
}

/** One version of a plugin, whoever runs it: what this process carries, or what was written down. */
export async function releaseOf(
  pluginId: string,
  version: string
): Promise<LoadedPlugin | undefined> {
  const bundled = await bundledRegistry()
  const carried = bundled.find(pluginId)
  if (carried?.version === version) {
    return carried
  }
  const [row] = await rowsOf(pluginId, version)
  return row && loadedFrom(row)
}

/** The newest version that can be used; undefined where there is none. */
export async function newestRelease(pluginId: string): Promise<LoadedPlugin | undefined> {
  const versions = await newestVersions()
  const version = versions.get(pluginId)
  return version === undefined ? undefined : releaseOf(pluginId, version)
}

/** The newest usable version of every plugin, by id. */
export async function newestVersions(): Promise<Map<string, string>> {
  const bundled = await bundledRegistry()
  const carried = bundled
    .all()
    .flatMap(({ id, version, manifest }) => (manifest ? [{ id, version }] : []))
  const stored: { id: string; version: string }[] = await heldConnection()
    .from('plugin_versions')
    .select('plugin_id as id', 'version')
    .where('state', 'available')
    .whereNotNull('content')
  const newest = new Map<string, string>()
  for (const { id, version } of [...carried, ...stored]) {
    const best = newest.get(id)
    newest.set(id, best && reaches(best, version) ? best : version)
  }
  return newest
}

/** Every version that was written down, newest first. */
export async function releasesOf(pluginId: string): Promise<{ version: string; at: Date }[]> {
  const rows: { version: string; created_at: Date; state: string }[] = await heldConnection()
    .from('plugin_versions')
    .select('version', 'created_at', 'state')
    .where({ plugin_id: pluginId, state: 'available' })
  return rows
    .map(({ version, created_at: at }) => ({ version, at }))
    .sort((one, other) => (reaches(one.version, other.version) ? -1 : 1))
}

/**
 * The manifest that work which began with a version goes on with; null where that version is not to be had any more, so that
 * it goes on with the one in use.
 */
export async function manifestOfVersion(pluginId: string, version: string): Promise<Plugin | null> {
  const registry = await pluginRegistry()
  const inUse = registry.find(pluginId)
  if (inUse?.isPrivate || inUse?.version === version) {
    return inUse.manifest
  }
  const release = await releaseOf(pluginId, version)
  return release?.manifest ?? null
}

async function rowsOf(pluginId: string, version?: string): Promise<StoredRow[]> {
  return heldConnection()
    .from('plugin_versions')
    .select('plugin_id', 'version', 'checksum', 'state', 'reason', 'content', 'origin')
    .where({ plugin_id: pluginId, ...(version ? { version } : {}) })
    .whereNotNull('content')
}

function loadedFrom({ plugin_id: pluginId, checksum, content, origin, ...row }: StoredRow) {
  const yanked = row.state === 'yanked' ? (row.reason ?? 'no reason was given') : null
  return storedVersion({ pluginId, digest: checksum, yanked, origin }, content)
}
