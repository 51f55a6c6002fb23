import { withTenant } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import { readCredentials } from '../credentials/credential_store.js'
import type Connection from '../models/connection.js'
import { oauthClient } from '../oauth/oauth_clients.js'

/**
 * What deliveries to a source are held against: its secrets, and those of the platform’s client. Asks no vendor; `client` wants no
 * transaction to be open.
 */
export async function proofsOf(connection: Connection) {
  const { id, organizationId, settings, mode } = connection
  const stored = await withTenant(organizationId, (tenant) => readCredentials(tenant, id), {
    readOnly: true,
  })
  const credentials = Object.fromEntries(
    Object.entries(stored).map(([field, { value }]) => [field, value])
  )
  return {
    settings,
    credentials,
    client: () => clientOf(connection),
    isSandbox: mode === 'sandbox',
  }
}

async function clientOf(connection: Connection): Promise<Record<string, string>> {
  const { organizationId, pluginId, connector, authName, mode } = connection
  const registry = await pluginRegistry(organizationId)
  const auth = registry.traitsOf(pluginId, connector)?.auth[authName]
  if (auth?.kind !== 'oauth2') {
    return {}
  }
  const { id, secret, fields } = await oauthClient(connection, auth, mode)
  return { id, secret, ...fields }
}
