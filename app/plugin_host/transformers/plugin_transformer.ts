import { BaseTransformer } from '@adonisjs/core/transformers'
import type { Text } from '#kit'
import type { PluginListing } from '../queries/list_plugins.js'
import { describeSettings } from '../settings/describe_settings.js'

/** A plugin as the settings page shows it. Values of secret settings stay on the server. */
export default class PluginTransformer extends BaseTransformer<PluginListing> {
  toObject() {
    const { plugin, install, warnings } = this.resource
    return {
      id: plugin.id,
      // The one that runs here, or would be installed.
      version: plugin.version,
      ...described(plugin),
      status: statusOf(this.resource),
      reason: plugin.reason ? `The ${plugin.reason}.` : (install?.reason ?? null),
      warnings,
      scopes: scopesOf(this.resource),
      fields: describeSettings(plugin.manifest?.settings, install ? install.settings : {}),
    }
  }
}

function described({ id, manifest }: PluginListing['plugin']) {
  if (!manifest) {
    return { title: id, summary: '', publisher: null, documentation: null }
  }
  const { title, summary, publisher = null, links = {} } = manifest
  const documentation = links.documentation ?? null
  return { title: plain(title) || id, summary: plain(summary), publisher, documentation }
}

function scopesOf({ plugin, install }: PluginListing) {
  const granted = new Set(install?.grantedScopes)
  return (plugin.manifest?.scopes ?? []).map(({ id, why, optional }) => ({
    id,
    why: plain(why),
    isOptional: optional === true,
    isGranted: granted.has(id),
  }))
}

type Status =
  'unavailable' | 'available' | 'consent' | 'enabled' | 'disabled' | 'uninstalling' | 'failed'

function statusOf({ plugin, install }: PluginListing): Status {
  if (!plugin.manifest) {
    return 'unavailable'
  }
  switch (install?.state) {
    case undefined:
      return 'available'
    case 'consent':
    case 'enabled':
    case 'disabled':
    case 'uninstalling':
      return install!.state as Status
    default:
      return 'failed'
  }
}

function plain(text: Text | undefined): string {
  return typeof text === 'string' ? text : ''
}
