import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import PluginInstall from '../models/plugin_install.js'
import { pluginRegistry } from '../registry/plugin_registry.js'
import { newestRelease } from '../registry/releases.js'
import { forgetTenantPlugins } from '../registry/tenant_plugins.js'
import type { Actor } from './actor.js'

export interface Installation {
  organization: { id: string }
  pluginId: string
  actor: Actor
}

/** Adds a plugin to an organization. It does nothing until somebody consents to its permissions. */
export class InstallPlugin {
  async execute({ organization, pluginId, actor }: Installation): Promise<PluginInstall> {
    const existing = (await installOf(organization, pluginId)) as PluginInstall | null
    if (existing) {
      return existing
    }
    const version = await offeredVersion(pluginId)
    const install = await PluginInstall.createIn(organization, {
      pluginId,
      version,
      wantedVersion: version,
      state: 'consent',
      settings: {},
      grantedScopes: [],
      installedBy: actor.id,
    })
    forgetTenantPlugins(currentTenant())
    await recordAudit(currentTenant(), {
      actorId: actor.id,
      ip: actor.ip,
      action: 'plugin.installed',
      subject: `plugin:${pluginId}`,
      detail: { version },
    })
    return install
  }
}

/** Of several who install at once, one does; the others find that it is done. */
async function installOf(organization: { id: string }, pluginId: string) {
  await currentTenant().query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${organization.id}:${pluginId}`,
  ])
  return PluginInstall.of(organization).where('plugin_id', pluginId).first()
}

/** The newest usable version; the refusal of the registry where there is none. */
async function offeredVersion(pluginId: string): Promise<string> {
  const registry = await pluginRegistry()
  const release = registry.find(pluginId)?.isPrivate ? undefined : await newestRelease(pluginId)
  return release?.version ?? registry.manifestOf(pluginId).version
}
