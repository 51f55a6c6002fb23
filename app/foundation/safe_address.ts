import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { Refusal } from './errors.js'

/** A host checked down to the addresses that may be connected to. */
export interface CheckedTarget {
  url: URL
  /** Public unicast addresses of the host; the connection goes to one of these and to no other. */
  addresses: string[]
}

export interface AddressRules {
  schemes: string[]
  ports: number[]
  /** Resolves a host name; replaced in tests. */
  resolve: (host: string) => Promise<string[]>
  /** Accepts addresses that are not public, in tests against local servers. */
  acceptPrivate: boolean
}

export const PUBLIC_WEB: AddressRules = {
  schemes: ['https:', 'http:'],
  ports: [80, 443],
  resolve: async (host) => {
    const found = await lookup(host, { all: true, verbatim: true })
    return found.map(({ address }) => address)
  },
  acceptPrivate: false,
}

/**
 * Checks a URL that a person can influence: scheme, port, the literal address and every resolved one.
 * A guard on the look-up alone lets most spellings of loopback through (`0x7f.1`, `[::ffff:127.0.0.1]`).
 */
export async function checkTarget(address: string, rules: AddressRules): Promise<CheckedTarget> {
  const url = parse(address)
  if (!rules.schemes.includes(url.protocol)) {
    throw refuse(`Addresses must start with ${rules.schemes.join(' or ')}//.`)
  }
  if (url.username || url.password) {
    throw refuse('An address must not carry a user name or password.')
  }
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (!rules.acceptPrivate && !rules.ports.includes(port)) {
    throw refuse(`Port ${port} is not allowed. Use ${rules.ports.join(' or ')}.`)
  }
  const addresses = await resolvePublic(url, rules)
  return { url, addresses }
}

async function resolvePublic(url: URL, rules: AddressRules): Promise<string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const addresses = ipaddr.isValid(host) ? [host] : await resolveName(host, rules)
  for (const address of addresses) {
    if (!rules.acceptPrivate && !isPublic(address)) {
      throw refuse(
        `${url.hostname} leads to an address inside a private network, which is not allowed.`
      )
    }
  }
  return addresses
}

export async function resolveName(
  host: string,
  rules: Pick<AddressRules, 'resolve'>
): Promise<string[]> {
  try {
    const addresses = await rules.resolve(host)
    if (addresses.length > 0) {
      return addresses
    }
  } catch {
    // The same sentence serves: the person can only check the name.
  }
  throw refuse(`${host} could not be found. Check the spelling of the address.`)
}

/** Global unicast, the only part of IPv6 that is routed on the internet (RFC 4291, IANA registry). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Only plain unicast addresses of the public internet. An IPv4 address inside an IPv6 one is looked at by itself (mapped),
 * and forms that only lead on to one are refused: compatible (`::7f00:1`), translated, 6to4 and Teredo.
 */
export function isPublic(address: string): boolean {
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') {
    return false
  }
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST)
}

function parse(address: string): URL {
  try {
    return new URL(address)
  } catch {
    throw refuse('This is not a complete web address. Start it with https://.')
  }
}

export function refuse(message: string): Refusal {
  return new Refusal({ code: 'E_UNSAFE_ADDRESS', status: 422, message })
}
