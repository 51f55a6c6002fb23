import type { Plugin } from '#kit'
import PluginInstall from '../models/plugin_install.js'
import { pluginRegistry } from '../registry/plugin_registry.js'
import { newestVersions, releaseOf } from '../registry/releases.js'
import type { LoadedPlugin } from '../registry/load_plugins.js'

export interface PluginListing {
  plugin: LoadedPlugin
  install: PluginInstall | null
  /** That the vendor switches a version off, as sentences. */
  warnings: string[]
}

/** Every plugin of the installation with its place in the organization; plugins that cannot be used come last. */
export async function listPlugins(
  organization: { id: string },
  now: Date
): Promise<PluginListing[]> {
  const known = await pluginRegistry()
  const registry = known.with(await publishedBesides(known.all()))
  const installs = (await PluginInstall.of(organization)) as PluginInstall[]
  const byId = new Map(installs.map((install) => [install.pluginId, install]))
  const retiring = registry.retiring(now)
  return registry
    .all()
    .map((plugin) => ({
      plugin,
      install: byId.get(plugin.id) ?? null,
      warnings: retiring
        .filter(({ pluginId }) => pluginId === plugin.id)
        .map(({ message }) => message),
    }))
    .sort((a, b) => sortKey(a.plugin).localeCompare(sortKey(b.plugin)))
}

/** What was published and nobody here has installed, each in its newest version. */
async function publishedBesides(known: LoadedPlugin[]): Promise<LoadedPlugin[]> {
  const ids = new Set(known.map(({ id }) => id))
  const newest = await newestVersions()
  const others = [...newest].filter(([id]) => !ids.has(id))
  const releases = await Promise.all(others.map(([id, version]) => releaseOf(id, version)))
  return releases.flatMap((release) => (release?.isForeign ? [release] : []))
}

function sortKey({ manifest, id }: LoadedPlugin): string {
  return manifest ? `0${titleOf(manifest)}` : `1${id}`
}

export function titleOf({ title, id }: Plugin): string {
  return typeof title === 'string' ? title : id
}
