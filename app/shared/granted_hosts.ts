/** A host, or a pattern of hosts: whole names, `*.example.com`, `public:` before a name, or `*` for any public host. */
export type HostPattern = string

const PUBLIC = 'public:'

const NET = 'net:'

/** The hosts of granted scopes: whole names, `*.example.com`, or `*` for any public host. */
export const hostsIn = (scopes: string[]): Set<HostPattern> =>
  new Set(scopes.filter((id) => id.startsWith(NET)).map((id) => id.slice(NET.length)))

/** The same hosts, at public addresses only: a person named them, and nobody has looked at where they lead. */
export const publicOnly = (hosts: ReadonlySet<HostPattern>): Set<HostPattern> =>
  new Set([...hosts].map((host) => (host.includes('*') ? host : PUBLIC + host)))

/** Whether one of the granted patterns covers this host. `*.example.com` covers no deeper than names below it, never itself. */
export function coversHost(granted: ReadonlySet<HostPattern>, host: string): boolean {
  return granted.has(host) || isOnlyMatched(granted, host)
}

/** Covered by a pattern, and not by name: nobody has looked at where such a host leads. */
export function isOnlyMatched(granted: ReadonlySet<HostPattern>, host: string): boolean {
  return (
    !granted.has(host) &&
    [...granted].some(
      (pattern) =>
        pattern === '*' ||
        pattern === PUBLIC + host ||
        (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)))
    )
  )
}
