import { recordAudit } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import PluginInstall from '../models/plugin_install.js'
import type { Installation } from './install_plugin.js'

/** Removes a plugin. Sources that use it are removed first, on purpose, because their numbers go with them. */
export class UninstallPlugin {
  async execute({ organization, pluginId, actor }: Installation): Promise<void> {
    const install = await PluginInstall.of(organization).where('plugin_id', pluginId).firstOrFail()
    const { rows } = await currentTenant().query<{ name: string }>(
      `SELECT name FROM connections
        WHERE organization_id = $1 AND plugin_id = $2 AND state <> 'removed' ORDER BY name`,
      [organization.id, pluginId]
    )
    if (rows.length > 0) {
      const names = rows.map(({ name }) => name)
      throw new Refusal({
        code: 'E_PLUGIN_IN_USE',
        status: 409,
        message: `This plugin is used by ${names.join(', ')}. Remove these sources first.`,
        detail: { sources: names },
      })
    }
    await install.delete()
    await recordAudit(currentTenant(), {
      actorId: actor.id,
      ip: actor.ip,
      action: 'plugin.uninstalled',
      subject: `plugin:${pluginId}`,
    })
  }
}
