import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import PluginInstall from '../models/plugin_install.js'
import { pluginRegistry } from '../registry/plugin_registry.js'
import type { Actor } from './actor.js'

export interface Installation {
  organization: { id: string }
  pluginId: string
  actor: Actor
}

/** Adds a plugin to an organization. It does nothing until somebody consents to its permissions. */
export class InstallPlugin {
  async execute({ organization, pluginId, actor }: Installation): Promise<PluginInstall> {
    const existing = await PluginInstall.of(organization).where('plugin_id', pluginId).first()
    if (existing) {
      return existing as PluginInstall
    }
    const registry = await pluginRegistry()
    const { version } = registry.manifestOf(pluginId)
    const install = await PluginInstall.createIn(organization, {
      pluginId,
      version,
      wantedVersion: version,
      state: 'consent',
      settings: {},
      grantedScopes: [],
      installedBy: actor.id,
    })
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
