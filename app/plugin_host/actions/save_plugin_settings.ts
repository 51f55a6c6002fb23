import { recordAudit } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import PluginInstall from '../models/plugin_install.js'
import { pluginRegistry } from '../registry/plugin_registry.js'
import { checkSettings } from '../settings/check_settings.js'
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
    const verdict = checkSettings(schema, values)
    if (verdict.status === 'invalid') {
      throw new Refusal({
        code: 'E_SETTINGS_INVALID',
        status: 422,
        message: Object.values(verdict.problems).join(' '),
        detail: { fields: verdict.problems },
      })
    }
    await install.merge({ settings: verdict.values }).save()
    await recordAudit(currentTenant(), {
      actorId: actor.id,
      ip: actor.ip,
      action: 'plugin.settings_changed',
      subject: `plugin:${pluginId}`,
      detail: { fields: Object.keys(verdict.values) },
    })
    return install
  }
}
