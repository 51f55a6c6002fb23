import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import type PluginInstall from '../models/plugin_install.js'
import { heldInstall } from './request_upgrade.js'
import type { Installation } from './install_plugin.js'

/** Keeps an install at the version it runs, or lets new versions come by themselves again. */
export class PinPlugin {
  async execute(installation: Installation, isPinned: boolean): Promise<PluginInstall> {
    const install = await heldInstall(installation)
    await install.merge({ pinnedVersion: isPinned ? install.version : null }).save()
    await recordAudit(currentTenant(), {
      actorId: installation.actor.id,
      ip: installation.actor.ip,
      action: isPinned ? 'plugin.pinned' : 'plugin.unpinned',
      subject: `plugin:${installation.pluginId}`,
      detail: { version: install.version },
    })
    return install
  }
}
