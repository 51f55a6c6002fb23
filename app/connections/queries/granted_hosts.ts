import { currentTenant, withTenant } from '#foundation'
import { pluginGrant } from '#plugin_host'
import { VendorFailure } from '#reading'
import type Connection from '../models/connection.js'

/** The hosts that the organization lets the connection's plugin call; a failure where it may do nothing. */
export async function grantedHosts({
  organizationId,
  pluginId,
}: Pick<Connection, 'organizationId' | 'pluginId'>): Promise<ReadonlySet<string>> {
  const grant = await withTenant(organizationId, () => pluginGrant(currentTenant(), pluginId))
  if (grant.status === 'refused') {
    const { code, message } = grant
    throw new VendorFailure({ kind: 'configuration', action: 'fail', code, message })
  }
  return grant.hosts
}
