import { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { currentTenant, type TenantTransaction } from '#foundation'
import { announceChange } from '../events/plugin_changed.js'
import type PluginInstall from '../models/plugin_install.js'
import { forgetTenantPlugins } from '../registry/tenant_plugins.js'
import { heldInstall, refuse } from './request_upgrade.js'
import type { Installation } from './install_plugin.js'

/** Within these days a removal can be undone; nothing is deleted before. */
export const GRACE_DAYS = 7

export type Removal = 'keep' | 'purge'

/**
 * Uninstalls a plugin: from now on nothing of it runs. `keep` leaves its sources and their numbers; `purge` deletes them when
 * the days in which it can be undone are over.
 */
export class RemovePlugin {
  async execute(installation: Installation, removal: Removal): Promise<PluginInstall> {
    const install = await heldInstall(installation)
    if (install.state === 'uninstalling') {
      throw refuse('E_REMOVED_ALREADY', 'This plugin is being uninstalled already.')
    }
    const endsAt = DateTime.utc().plus({ days: GRACE_DAYS })
    const words = removal === 'purge' ? 'its sources and their numbers are deleted' : 'it is gone'
    await install
      .merge({
        ...{ state: 'uninstalling', removal, removedFrom: install.state, endsAt },
        reason: `it was uninstalled, and on ${endsAt.toISODate()} ${words}`,
      })
      .save()
    return noted(installation, install, 'plugin.removal_requested')
  }

  /** Everything is as it was before. */
  async undo(installation: Installation): Promise<PluginInstall> {
    const install = await heldInstall(installation)
    if (install.state !== 'uninstalling' || !install.removedFrom) {
      throw refuse('E_NOT_REMOVED', 'This plugin is not being uninstalled, so nothing was changed.')
    }
    await install
      .merge({
        ...{ state: install.removedFrom, removal: null, removedFrom: null, endsAt: null },
        reason: null,
      })
      .save()
    return noted(installation, install, 'plugin.removal_undone')
  }
}

/** The days are over: the install goes, and what came with it where that was asked for. */
export async function endRemoval(tenant: TenantTransaction, install: PluginInstall, now: DateTime) {
  const { pluginId, removal } = install
  if (removal === 'purge') {
    await announceChange(tenant, { kind: 'purged', pluginId, now })
    await tenant.query(
      'DELETE FROM private_plugins WHERE organization_id = $1 AND plugin_id = $2',
      [tenant.organizationId, pluginId]
    )
  }
  const organization = { id: tenant.organizationId }
  await install.delete()
  forgetTenantPlugins(tenant)
  await noted({ organization, pluginId, actor: { id: null } }, install, 'plugin.uninstalled')
}

async function noted({ actor, pluginId }: Installation, install: PluginInstall, action: string) {
  await recordAudit(currentTenant(), {
    ...{ actorId: actor.id, ip: actor.ip, action },
    subject: `plugin:${pluginId}`,
    detail: { version: install.version, removal: install.removal },
  })
  return install
}
