import { recordAudit } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import type PluginInstall from '../models/plugin_install.js'
import { pluginRegistry } from '../registry/plugin_registry.js'
import { InstallPlugin, type Installation } from './install_plugin.js'

export interface Consent extends Installation {
  /** Scopes the person saw and agreed to. Absent: all that the plugin requires. */
  scopes?: string[]
}

/** Grants a plugin its permissions and switches it on; installs it first where needed. */
export class ConsentToPlugin {
  async execute(consent: Consent): Promise<PluginInstall> {
    const install = await new InstallPlugin().execute(consent)
    const registry = await pluginRegistry()
    const { scopes } = registry.manifestOf(consent.pluginId)
    const required = scopes.filter(({ optional }) => !optional).map(({ id }) => id)
    const granted = consent.scopes ?? required
    const missing = required.filter((scope) => !granted.includes(scope))
    if (missing.length > 0) {
      throw new Refusal({
        code: 'E_CONSENT_INCOMPLETE',
        status: 422,
        message: `This plugin needs ${missing.join(' and ')}. Grant it to use the plugin.`,
        detail: { missing },
      })
    }
    const known = new Set(scopes.map(({ id }) => id))
    install.merge({
      ...{ state: 'enabled', reason: null, removal: null, removedFrom: null, endsAt: null },
      grantedScopes: granted.filter((scope) => known.has(scope)),
    })
    await install.save()
    await recordAudit(currentTenant(), {
      actorId: consent.actor.id,
      ip: consent.actor.ip,
      action: 'plugin.consented',
      subject: `plugin:${consent.pluginId}`,
      detail: { scopes: install.grantedScopes },
    })
    return install
  }
}
