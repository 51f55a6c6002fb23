import { isOnlyMatched } from '#shared/granted_hosts'
import { VendorFailure } from '../vendor_failure.js'
import { assertGranted } from './granted_hosts.js'
import { sendRequest, TransportFailure, type VendorRequest } from './http_request.js'
import { sortTransport } from './sort_failure.js'

interface Asker {
  /** The vendor's name in sentences. */
  title: string
  /** Where the organization lets the plugin go; left out for what never leaves the sandbox. */
  hosts?: ReadonlySet<string>
}

/**
 * One request beside the calls of a connector, such as one for a token: without budgets and repetitions. Answers whatever came;
 * a `VendorFailure` where nothing did.
 */
export async function askVendor({ title, hosts }: Asker, request: VendorRequest) {
  if (hosts) {
    assertGranted(hosts, request.url, title)
  }
  const isUnknownHost = hosts && isOnlyMatched(hosts, new URL(request.url).host)
  try {
    const { status, headers, bytes } = await sendRequest({ ...request, isUnknownHost })
    return { status, headers, bytes, text: bytes.toString('utf8') }
  } catch (error) {
    throw error instanceof TransportFailure ? new VendorFailure(sortTransport(error, title)) : error
  }
}
