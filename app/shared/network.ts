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

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** Networks that have a name, so that an operator need not know their numbers. */
const NAMED: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/**
 * Whether an address is in a list of addresses, networks (`10.0.0.0/8`) and names (`loopback`), with commas between them. A list
 * that cannot be read is refused at once: a proxy left out of it would put its own address in the place of every visitor's.
 */
export function addressesIn(setting: string, list: string): (address: string) => boolean {
  const entries = list.split(',').map((entry) => entry.trim())
  const ranges = entries
    .filter((entry) => entry !== '')
    .flatMap((entry) => NAMED[entry.toLowerCase()] ?? [entry])
    .map((entry) => rangeOf(setting, entry))
  return (address) => {
    if (!ipaddr.isValid(address)) {
      return false
    }
    const parsed = ipaddr.process(address)
    return ranges.some(
      ([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits)
    )
  }
}

function rangeOf(setting: string, entry: string): Range {
  if (ipaddr.isValidCIDR(entry)) {
    return ipaddr.parseCIDR(entry)
  }
  if (!ipaddr.isValid(entry)) {
    const names = Object.keys(NAMED).join(', ')
    throw new Error(
      `${setting} holds “${entry}”, which is no address, no network (10.0.0.0/8) and none of ${names}. Correct it and start again.`
    )
  }
  const address = ipaddr.process(entry)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}
