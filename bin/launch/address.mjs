/** Where a server that listens on a host can be asked, and what its address is called. */
import { isIPv6 } from 'node:net'

const ALIASES = { '0.0.0.0': '127.0.0.1', '::': '::1' }
const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

/** One spelling of each host: `[::1]` and `0:0:0:0:0:0:0:1` are `::1`. */
export function hostOf(setting = '127.0.0.1') {
  const bare = setting.replaceAll(/^\[|\]$/g, '')
  return isIPv6(bare) ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : bare
}

/** An address at which this machine reaches the server; one that listens everywhere is asked at home. */
export function askableUrl(host, port) {
  return `http://${bracketed(ALIASES[host] ?? host)}:${port}`
}

/** The address that people are given. */
export function publicUrl(host, port) {
  const isAnyName = host === '127.0.0.1' || host in ALIASES
  return `http://${isAnyName ? 'localhost' : bracketed(host)}:${port}`
}

export const isLoopback = (host) => LOOPBACK.includes(host)

const bracketed = (host) => (isIPv6(host) ? `[${host}]` : host)
