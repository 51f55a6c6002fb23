import ipaddr from 'ipaddr.js'
import { isPublic, PUBLIC_WEB, refuse, resolveName, type AddressRules } from './safe_address.js'
import { guardedAgent, safeFetch } from './safe_fetch.js'

/**
 * Names, addresses and networks (`10.1.0.0/16`) inside a private network that the operator lets be reached. Separated by commas.
 */
export type AllowedHosts = string

export interface NamedServer {
  host: string
  /** What the operator allows besides the public internet. */
  allowed: AllowedHosts
  resolve?: AddressRules['resolve']
}

/**
 * The addresses of a server that a person names, other than one of the web: public ones, and private ones only where the operator
 * allows the name or the address. Connect to these, and to no other. Throws `E_UNSAFE_ADDRESS`.
 */
async function addressesOf({ host, allowed, resolve = PUBLIC_WEB.resolve }: NamedServer) {
  const entries = allowed.split(',').map((entry) => entry.trim().toLowerCase())
  const name = host.toLowerCase()
  const addresses = ipaddr.isValid(name) ? [name] : await resolveName(name, { resolve })
  const isNamed = entries.includes(name)
  const closed = addresses.find(
    (address) => !isNamed && !isPublic(address) && !entries.some((entry) => covers(entry, address))
  )
  if (closed) {
    throw refuse(
      `${host} leads to an address inside a private network, which is not allowed. An operator can allow it in DATABASE_HOSTS.`
    )
  }
  return addresses
}

function covers(entry: string, address: string): boolean {
  const parsed = ipaddr.process(address)
  if (ipaddr.isValidCIDR(entry)) {
    const [network, bits] = ipaddr.parseCIDR(entry)
    return parsed.kind() === network.kind() && parsed.match(network, bits)
  }
  return ipaddr.isValid(entry) && ipaddr.process(entry).toString() === parsed.toString()
}

/** The ways to servers that a person names: one exchange with a web address, a dispatcher for more of them, others by their addresses. */
export const guarded = { fetch: safeFetch, agent: guardedAgent, addressesOf }
