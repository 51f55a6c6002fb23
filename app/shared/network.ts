import ipaddr from 'ipaddr.js'

/** A household or a server gets a whole /64 of IPv6, and whoever holds one may use each of its 2⁶⁴ addresses. */
const HOUSEHOLD_BITS = 64

/**
 * What attempts from an address are counted under: an IPv4 address by itself, an IPv6 one by its network, and an IPv4
 * address written as IPv6 like the plain one.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) {
    return address
  }
  const parsed = ipaddr.process(address)
  return parsed instanceof ipaddr.IPv4
    ? parsed.toString()
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/${HOUSEHOLD_BITS}`)}/${HOUSEHOLD_BITS}`
}
