import { currentTenant, Refusal } from '#foundation'
import PluginInstall from '../models/plugin_install.js'
import { ConsentToPlugin } from './consent_to_plugin.js'
import { pluginRegistry } from '../registry/plugin_registry.js'
import type { Installation } from './install_plugin.js'

/**
 * Makes sure that a plugin may be used. Connecting a source is the moment of consent: the wizard shows the
 * permissions with their reasons. A plugin that somebody switched off stays off.
 */
export async function requirePlugin(installation: Installation): Promise<PluginInstall> {
  const { pluginId } = installation
  const install = (await decidedInstall(installation)) ?? (await firstOfAll(installation))
  if (!install) {
    return new ConsentToPlugin().execute(installation)
  }
  if (install.state !== 'enabled') {
    const registry = await pluginRegistry()
    throw pluginOff(registry.titleOf(pluginId), install.reason)
  }
  return install
}

/** Of several who connect at once with a plugin that is new here, one consents; the others find that it is done. */
async function firstOfAll({ organization, pluginId }: Installation) {
  await currentTenant().query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${organization.id}:${pluginId}`,
  ])
  return decidedInstall({ organization, pluginId })
}

async function decidedInstall({
  organization,
  pluginId,
}: Pick<Installation, 'organization' | 'pluginId'>) {
  const install = await PluginInstall.of(organization)
    .where('plugin_id', pluginId)
    .whereNot('state', 'consent')
    .first()
  return install as PluginInstall | null
}

function pluginOff(title: string, reason: string | null) {
  return new Refusal({
    code: 'E_PLUGIN_DISABLED',
    status: 422,
    message: `The plugin ${title} is disabled${reason ? `: ${reason}` : ''}. Enable it under Settings, Plugins.`,
  })
}
