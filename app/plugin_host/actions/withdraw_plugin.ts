import { recordAudit } from '#audit'
import type { TenantTransaction } from '#foundation'
import { forgetTenantPlugins } from '../registry/tenant_plugins.js'
import type { Installation } from './install_plugin.js'
import { publishPlugin } from './publish_plugin.js'
import { UninstallPlugin } from './uninstall_plugin.js'

/** Deletes a private plugin with all its versions. Refused while a source uses it. */
export async function withdrawPlugin(
  tenant: TenantTransaction,
  { pluginId, actor }: Pick<Installation, 'pluginId' | 'actor'>
) {
  const organization = { id: tenant.organizationId }
  await new UninstallPlugin().execute({ organization, pluginId, actor })
  await tenant.query('DELETE FROM private_plugins WHERE organization_id = $1 AND plugin_id = $2', [
    tenant.organizationId,
    pluginId,
  ])
  forgetTenantPlugins(tenant)
  await recordAudit(tenant, {
    ...{ actorId: actor.id, ip: actor.ip },
    action: 'private_plugin.deleted',
    subject: `plugin:${pluginId}`,
  })
}

/** The life of a private plugin, for those who describe one. */
export const ownPlugin = { publish: publishPlugin, withdraw: withdrawPlugin }
