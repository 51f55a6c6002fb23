import { coversHost } from '#shared/granted_hosts'
import { VendorFailure } from '../vendor_failure.js'

/** Held before every call, because a manifest says where it wants to go and the consent says where it may. */
export function assertGranted(hosts: ReadonlySet<string>, url: string, title: string) {
  const { host } = new URL(url)
  if (!coversHost(hosts, host)) {
    throw new VendorFailure({
      kind: 'configuration',
      action: 'fail',
      code: 'E_HOST_NOT_GRANTED',
      message: `${title} needs a permission that was not granted: ${host}. Nothing was sent. Grant it under Settings, Plugins.`,
    })
  }
}
