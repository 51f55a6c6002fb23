import type { TenantTransaction } from '#foundation'
import type { InstallState } from '../models/plugin_install.js'
import { pluginRegistry } from '../registry/plugin_registry.js'

/** What an organization lets a plugin do at this moment. */
export type PluginGrant =
  | { status: 'granted'; hosts: ReadonlySet<string> }
  | { status: 'refused'; code: string; message: string }

interface InstallRow {
  state: InstallState
  reason: string | null
  granted_scopes: string[]
}

/** Answers the hosts that a plugin may call, or the sentence why it may do nothing. */
export async function pluginGrant(
  tenant: TenantTransaction,
  pluginId: string
): Promise<PluginGrant> {
  const install = await installOf(tenant, pluginId)
  const registry = await pluginRegistry()
  const title = registry.titleOf(pluginId)
  if (install?.state !== 'enabled') {
    return refused('E_PLUGIN_DISABLED', install ? sentenceOf(title, install) : absent(title))
  }
  const { scopes } = registry.manifestOf(pluginId)
  const granted = new Set(install.granted_scopes)
  const missing = scopes.filter(({ id, optional }) => !optional && !granted.has(id))
  if (missing.length > 0) {
    const names = missing.map(({ id }) => id).join(' and ')
    return refused(
      'E_SCOPE_NOT_GRANTED',
      `The plugin ${title} was not allowed ${names}, so it reads nothing. Agree to it under Settings, Plugins.`
    )
  }
  return { status: 'granted', hosts: hostsOf(install.granted_scopes) }
}

/** The sentence why nothing of this plugin is read, for one that is installed and not switched on; else null. */
export async function whyPluginIsOff(
  tenant: TenantTransaction,
  pluginId: string
): Promise<string | null> {
  const install = await installOf(tenant, pluginId)
  const registry = await pluginRegistry()
  return install && install.state !== 'enabled'
    ? sentenceOf(registry.titleOf(pluginId), install)
    : null
}

async function installOf(tenant: TenantTransaction, pluginId: string) {
  const { rows } = await tenant.query<InstallRow>(
    `SELECT state, reason, granted_scopes FROM plugin_installs
      WHERE organization_id = $1 AND plugin_id = $2`,
    [tenant.organizationId, pluginId]
  )
  return rows.at(0)
}

function hostsOf(scopes: string[]): Set<string> {
  return new Set(scopes.filter((id) => id.startsWith('net:')).map((id) => id.slice(4)))
}

function sentenceOf(title: string, { reason }: InstallRow): string {
  const why = reason ? `: ${reason}` : ''
  return `The plugin ${title} is switched off here${why}, so nothing of it is read. Switch it on under Settings, Plugins.`
}

const absent = (title: string) =>
  `The plugin ${title} is not installed here, so nothing of it is read. Install it under Settings, Plugins.`

const refused = (code: string, message: string) => ({ status: 'refused' as const, code, message })
