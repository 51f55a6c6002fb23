import type { TenantTransaction } from '#foundation'
import type { Plugin } from '#kit'
import { hostsIn, publicOnly } from '#shared/granted_hosts'
import type { InstallState } from '../models/plugin_install.js'
import { pluginRegistry } from '../registry/plugin_registry.js'

/** What an organization lets a plugin do at this moment. */
export type PluginGrant =
  | { status: 'granted'; hosts: ReadonlySet<string> }
  | { status: 'refused'; code: string; message: string }

interface InstallRow {
  plugin_id: string
  state: InstallState
  reason: string | null
  granted_scopes: string[]
}

/** Answers the hosts that a plugin may call, or the sentence why it may do nothing. */
export async function pluginGrant(
  tenant: TenantTransaction,
  pluginId: string
): Promise<PluginGrant> {
  const registry = await pluginRegistry()
  const unusable = registry.whyUnusable(pluginId)
  if (unusable) {
    return refused('E_PLUGIN_UNAVAILABLE', unusable)
  }
  const [install] = await installsOf(tenant, [pluginId])
  const title = registry.titleOf(pluginId)
  if (install?.state !== 'enabled') {
    return refused('E_PLUGIN_DISABLED', install ? sentenceOf(title, install) : absent(title))
  }
  const missing = missingScopes(registry.manifestOf(pluginId), install.granted_scopes)
  if (missing.length > 0) {
    return refused(
      'E_SCOPE_NOT_GRANTED',
      `The plugin ${title} was not granted ${missing.join(' and ')}, so it cannot sync. Grant it under Settings, Plugins.`
    )
  }
  const hosts = hostsIn(install.granted_scopes)
  const { isPrivate, isForeign } = registry.find(pluginId)!
  return { status: 'granted', hosts: isPrivate || isForeign ? publicOnly(hosts) : hosts }
}

/** What a person has to agree to before the plugin does anything. */
export const requiredScopes = ({ scopes }: Plugin): string[] =>
  scopes.filter(({ optional }) => !optional).map(({ id }) => id)

function missingScopes(manifest: Plugin, grantedScopes: string[]): string[] {
  const granted = new Set(grantedScopes)
  return requiredScopes(manifest).filter((id) => !granted.has(id))
}

/**
 * By plugin, the sentence why nothing of it is read although it is installed: it cannot be used, or somebody switched
 * it off. Those that are not off have no entry, nor has one that this installation never heard of: its run says so.
 */
export async function whyPluginsAreOff(
  tenant: TenantTransaction,
  pluginIds: string[]
): Promise<Map<string, string>> {
  const registry = await pluginRegistry()
  const installs = await installsOf(tenant, pluginIds)
  const off = installs.filter(({ state }) => state !== 'enabled')
  return new Map([
    ...off.map(
      (install) =>
        [install.plugin_id, sentenceOf(registry.titleOf(install.plugin_id), install)] as const
    ),
    ...pluginIds.flatMap((id) => {
      const reason = registry.find(id) ? registry.whyUnusable(id) : null
      return reason ? [[id, reason] as const] : []
    }),
  ])
}

async function installsOf(tenant: TenantTransaction, pluginIds: string[]) {
  const { rows } = await tenant.query<InstallRow>(
    `SELECT plugin_id, state, reason, granted_scopes FROM plugin_installs
      WHERE organization_id = $1 AND plugin_id = ANY($2)`,
    [tenant.organizationId, pluginIds]
  )
  return rows
}

function sentenceOf(title: string, { reason }: InstallRow): string {
  const why = reason ? `: ${reason}` : ''
  return `The plugin ${title} is disabled${why}, so its sources do not sync. Enable it under Settings, Plugins.`
}

const absent = (title: string) =>
  `The plugin ${title} is not installed, so its sources do not sync. Install it under Settings, Plugins.`

const refused = (code: string, message: string) => ({ status: 'refused' as const, code, message })
