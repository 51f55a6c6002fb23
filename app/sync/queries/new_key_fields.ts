import type { TenantTransaction } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import { fieldsOf } from './connector_catalogue.js'

/**
 * What a person has to type to connect this source again: the fields of its key. Nothing for a consent, which is
 * given at the vendor, and nothing in the sandbox, which brings its own key.
 */
export async function newKeyFields(tenant: TenantTransaction, connectionId: string) {
  const { rows } = await tenant.query<ConnectedBy>(
    `SELECT plugin_id, connector, auth_name FROM connections
      WHERE organization_id = $1 AND id = $2 AND mode = 'live'`,
    [tenant.organizationId, connectionId]
  )
  const registry = await pluginRegistry()
  return rows.flatMap(({ plugin_id: pluginId, connector, auth_name: authName }) => {
    const auth = registry.traitsOf(pluginId, connector)?.auth[authName]
    return auth ? fieldsOf(auth) : []
  })
}

interface ConnectedBy {
  plugin_id: string
  connector: string
  auth_name: string
}
