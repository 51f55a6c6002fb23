import { recordAudit } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import PluginInstall from '../models/plugin_install.js'
import { pluginRegistry } from '../registry/plugin_registry.js'
import type { Installation } from './install_plugin.js'

/** Switches an installed plugin off, with everything it reads, or on again. */
export class SwitchPlugin {
  async execute(installation: Installation, to: 'enabled' | 'disabled'): Promise<PluginInstall> {
    const { organization, pluginId, actor } = installation
    const install = (await PluginInstall.of(organization)
      .where('plugin_id', pluginId)
      .firstOrFail()) as PluginInstall
    if (install.state === 'consent' && to === 'enabled') {
      throw new Refusal({
        code: 'E_CONSENT_NEEDED',
        status: 422,
        message: 'Grant the permissions of this plugin first.',
      })
    }
    if (to === 'enabled') {
      const registry = await pluginRegistry()
      registry.manifestOf(pluginId)
    }
    const restored = { removal: null, removedFrom: null, endsAt: null }
    await install.merge({ state: to, reason: null, ...restored }).save()
    await recordAudit(currentTenant(), {
      actorId: actor.id,
      ip: actor.ip,
      action: `plugin.${to}`,
      subject: `plugin:${pluginId}`,
    })
    return install
  }
}
