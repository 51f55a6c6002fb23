import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import PluginUpgrade, { OPEN_STATES } from '../models/plugin_upgrade.js'
import { rollBackFrom } from '../versions/advance_upgrade.js'
import { releaseOf } from '../registry/releases.js'
import type { Installation } from './install_plugin.js'
import { enqueueUpgrade, heldInstall, refuse } from './request_upgrade.js'

/** Goes back to the version before, with its settings. The version that was left does not come back by itself. */
export class RollBackPlugin {
  async execute(installation: Installation): Promise<PluginUpgrade> {
    const install = await heldInstall(installation)
    const last = (await PluginUpgrade.of(installation.organization)
      .where({ plugin_id: install.pluginId, kind: 'upgrade', to_version: install.version })
      .whereIn('state', ['soaking', 'done'])
      .orderBy([
        { column: 'moved_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first()) as PluginUpgrade | null
    const target = last && (await releaseOf(install.pluginId, last.fromVersion))
    if (!last || !target?.manifest) {
      throw refuse(
        'E_NOTHING_TO_ROLL_BACK',
        'There is no version to go back to: either nothing was upgraded yet, or the version before is no longer kept.'
      )
    }
    const now = DateTime.utc()
    await PluginUpgrade.of(installation.organization)
      .where('plugin_id', install.pluginId)
      .whereIn('state', OPEN_STATES)
      .update({ state: 'replaced', settled_at: now.toJSDate() })
    await last.merge({ state: 'rolled_back', settledAt: now }).save()
    const requestedBy = installation.actor.id
    const back = await rollBackFrom(last, install, { now, reason: null, requestedBy })
    await enqueueUpgrade(currentTenant(), install.pluginId)
    return back
  }
}
