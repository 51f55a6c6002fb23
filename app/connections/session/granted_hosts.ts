import { currentTenant, withTenant } from '#foundation'
import { pluginGrant } from '#plugin_host'
import type Connection from '../models/connection.js'
import { VendorFailure } from '../vendor_failure.js'

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

/** Held before every call, because a manifest says where it wants to go and the consent says where it may. */
export function assertGranted(hosts: ReadonlySet<string>, url: string, title: string) {
  const { host } = new URL(url)
  if (!hosts.has(host)) {
    throw new VendorFailure({
      kind: 'configuration',
      action: 'fail',
      code: 'E_HOST_NOT_GRANTED',
      message: `${title} wants to call ${host}, which nobody agreed to, so nothing was sent. Agree to it under Settings, Plugins.`,
    })
  }
}
