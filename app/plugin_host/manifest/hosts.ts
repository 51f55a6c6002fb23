import type { ApiConnector, Auth, Call, Scope, Stream } from '#kit'
import { coversHost, hostsIn, type HostPattern } from '#shared/granted_hosts'
import { apiConnector } from '../kit/connector.js'
import { notations } from './notations.js'

const HOLE = /\{[^{}]*\}/g

/** `https://{settings.shop}.example.com/v1` → `*.example.com` */
function patternOf(address: string): HostPattern {
  const [host] = address.replaceAll(HOLE, '*').slice('https://'.length).split('/')
  return host
}

/** Every host a connector speaks to, in the order it is met. */
export function hostsOf(connector: ApiConnector): HostPattern[] {
  const { http, auth } = connector
  const addresses = [http.base, ...Object.values(auth).flatMap(addressesOf), ...basesOf(connector)]
  return [...new Set(addresses.map(patternOf))]
}

function addressesOf(auth: Auth): string[] {
  if (auth.kind === 'oauth2') {
    const { authorize, token, revoke, exchange } = auth
    return [authorize, token, revoke, exchange?.address, exchange?.renew?.address].filter(
      (address) => address !== undefined
    )
  }
  return 'token' in auth ? [auth.token] : []
}

function basesOf(connector: ApiConnector): string[] {
  return [...notations(apiConnector, connector)]
    .filter(({ place, notation }) => notation.template && place.endsWith('.base'))
    .map(({ value }) => value as string)
}

/** Whether any call goes to an address that only the vendor knows, such as a report's download. */
export function followsAddresses({ streams }: ApiConnector): boolean {
  const isFollowing = ({ url, report }: Call & Pick<Stream, 'report'>) =>
    url !== undefined || report?.poll?.call.url !== undefined
  return Object.values(streams).some(
    (stream) => isFollowing(stream) || (stream.totals !== undefined && isFollowing(stream.totals))
  )
}

/** The sentences about hosts without a scope, and scopes without a host. */
export function hostProblems(scopes: Scope[], connector: ApiConnector): string[] {
  const granted = hostsIn(scopes.map(({ id }) => id))
  return hostsOf(connector)
    .filter((host) => !isAskedFor(host, granted))
    .map((host) => `http calls ${host}, but no scope net:${host} asks for it`)
}

function isAskedFor(host: HostPattern, granted: ReadonlySet<HostPattern>): boolean {
  if (!host.includes('*')) {
    return coversHost(granted, host)
  }
  const fixed = host.slice(host.lastIndexOf('*') + 1)
  return [...granted].some(
    (scope) =>
      // A host that settings choose as a whole may be any that was asked for by name: each call is checked again.
      scope === '*' ||
      host === '*' ||
      (scope.startsWith('*.') && (fixed === '' || fixed.endsWith(scope.slice(1))))
  )
}

/** Scopes for hosts that no connector of the plugin speaks to. */
export function unusedHosts(scopes: Scope[], connectors: ApiConnector[]): string[] {
  if (connectors.some(followsAddresses)) {
    return []
  }
  const used = connectors.flatMap(hostsOf)
  return [...hostsIn(scopes.map(({ id }) => id))].filter(
    (scope) => !used.some((host) => isAskedFor(host, new Set([scope])))
  )
}
