import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import PluginInstall from '../models/plugin_install.js'
import { pluginRegistry } from '../registry/plugin_registry.js'
import { acceptSettings } from '../settings/accept_settings.js'
import type { Installation } from './install_plugin.js'

/** Stores the settings of a plugin after holding them against its schema. */
export class SavePluginSettings {
  async execute(installation: Installation, values: unknown): Promise<PluginInstall> {
    const { organization, pluginId, actor } = installation
    const install = (await PluginInstall.of(organization)
      .where('plugin_id', pluginId)
      .firstOrFail()) as PluginInstall
    const registry = await pluginRegistry()
    const { settings: schema } = registry.manifestOf(pluginId)
    const settings = acceptSettings(schema, values)
    await install.merge({ settings }).save()
    await recordAudit(currentTenant(), {
      actorId: actor.id,
      ip: actor.ip,
      action: 'plugin.settings_changed',
      subject: `plugin:${pluginId}`,
      detail: { fields: Object.keys(settings) },
    })
    return install
  }
}
