import { currentTenant, Refusal } from '#foundation'
import type { Plugin } from '#kit'
import { OFFERED } from '../contributions/offered.js'
import { offeredBy } from '../contributions/contributions.js'
import type PluginInstall from '../models/plugin_install.js'
import PluginUpgrade, { OPEN_STATES } from '../models/plugin_upgrade.js'
import { newestRelease, releaseOf, releasesOf } from '../registry/releases.js'
import { manifestChanges } from '../versions/manifest_changes.js'
import { restartsBetween } from '../versions/restarts.js'
import { pluginRegistry } from '../registry/plugin_registry.js'
import { requiredScopes } from './plugin_grant.js'
import { listPlugins, type PluginListing } from './list_plugins.js'

/** Further back nobody looks. */
const MOST_RELEASES = 10

/** What a plugin adds, by kind, as names. */
export function addedBy(manifest: Plugin | null): { kind: string; names: string[] }[] {
  const titles = (named: Record<string, { title?: unknown; label?: unknown }> = {}) =>
    Object.entries(named).map(([name, { title, label }]) => String(title ?? label ?? name))
  const added = manifest && [
    { kind: 'sources', names: titles(manifest.connectors as never) },
    { kind: 'metrics', names: titles(manifest.metrics) },
    ...OFFERED.map((kind) => ({
      kind: kind as string,
      names: offeredBy(manifest, kind).map(({ title }) => title),
    })),
  ]
  return (added ?? []).filter(({ names }) => names.length > 0)
}

/** Categories of its sources; `templates` where it brings none. */
export function categoriesOf(manifest: Plugin | null): string[] {
  const own = Object.values(manifest?.connectors ?? {}).map(({ category }) => category as string)
  return own.length > 0 ? [...new Set(own)] : ['templates']
}

/** Everything the page of one plugin shows. */
export async function pluginListing(organization: { id: string }, pluginId: string, now: Date) {
  const listings = await listPlugins(organization, now)
  const listing = listings.find(({ plugin }) => plugin.id === pluginId)
  if (!listing) {
    const message = 'There is no such plugin in this installation.'
    throw new Refusal({ code: 'E_PLUGIN_UNKNOWN', status: 404, message })
  }
  const registry = await pluginRegistry()
  const isPrivate = registry.find(pluginId)?.isPrivate === true
  return {
    ...listing,
    isPrivate,
    added: addedBy(listing.plugin.manifest),
    preview: listing.install && !isPrivate ? await upgradePreview(listing.install) : null,
    upgrades: listing.install ? await upgradesOf(listing.install) : [],
    releases: isPrivate ? [] : await releaseNotes(pluginId),
    sources: await sourcesOf(pluginId),
  }
}

export type PluginPage = Awaited<ReturnType<typeof pluginListing>> & PluginListing

/** What the newest version would change; null where it runs already. */
async function upgradePreview(install: PluginInstall) {
  const target = await newestRelease(install.pluginId)
  const running = await releaseOf(install.pluginId, install.version)
  if (!target?.manifest || target.version === install.version) {
    return null
  }
  const { manifest } = target
  const before = running?.manifest ?? null
  const granted = new Set(install.grantedScopes)
  return {
    version: target.version,
    manifest,
    changes: before ? manifestChanges(before, manifest) : [],
    restarts: [...restartsBetween(before, manifest).values()].flat(),
    missing: requiredScopes(manifest).filter((scope) => !granted.has(scope)),
  }
}

async function upgradesOf({ organizationId, pluginId }: PluginInstall) {
  const found = await PluginUpgrade.of({ id: organizationId })
    .where('plugin_id', pluginId)
    .whereNot('state', 'replaced')
    .orderBy('id', 'desc')
    .limit(MOST_RELEASES)
  return found as PluginUpgrade[]
}

export const isOpen = ({ state }: PluginUpgrade) => OPEN_STATES.includes(state)

/** Each version with what it changed, computed from the manifests themselves. */
async function releaseNotes(pluginId: string) {
  const releases = await releasesOf(pluginId)
  const shown = releases.slice(0, MOST_RELEASES + 1)
  const manifests = await Promise.all(
    shown.map(async ({ version }) => {
      const release = await releaseOf(pluginId, version)
      return release?.manifest
    })
  )
  return shown.slice(0, MOST_RELEASES).map(({ version, at }, place) => {
    const [after, before] = [manifests[place], manifests[place + 1]]
    return { version, at, changes: after && before ? manifestChanges(before, after) : [] }
  })
}

async function sourcesOf(pluginId: string): Promise<string[]> {
  const tenant = currentTenant()
  const { rows } = await tenant.query<{ name: string }>(
    `SELECT name FROM connections WHERE organization_id = $1 AND plugin_id = $2 AND state <> 'removed' ORDER BY name`,
    [tenant.organizationId, pluginId]
  )
  return rows.map(({ name }) => name)
}
