import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type {
  ApiConnector,
  Auth,
  OAuth2,
  Plugin,
  SampleConnection,
  SandboxOAuth,
  VendorSandbox,
  VendorWire,
} from '#kit'
import { namespaceIn, tokenOf } from './access.js'
import { WireEngine } from './engine.js'
import { bodySignatureOf, deliveriesOf } from './webhooks.js'

export interface WireFolder {
  /** `sandbox` folder of the plugin: pages are named from here. */
  folder: string
  wire: VendorWire
  /** Conveniences come from here where the wire does not say: id, hosts, consent addresses, sandbox credentials. */
  manifest?: Plugin
}

/** What the emulator serves for a wire. Throws a sentence where the wire cannot be served. */
export function sandboxOfWire({ folder, wire, manifest }: WireFolder): VendorSandbox {
  const read = (file: string) => readPage(join(folder, file))
  const engine = new WireEngine(wire, read)
  const oauth = oauthOf(wire, manifest)
  return {
    plugin: manifest?.id ?? 'unnamed/wire',
    hosts: wire.hosts ?? hostsOf(manifest),
    paging: engine.paging,
    requestsPerSecond: wire.limits && wire.limits.requests / wire.limits.seconds,
    ...(oauth ? { oauth } : {}),
    connections: wire.connections ?? connectionsOf(manifest, oauth),
    serves: (request) => engine.serves(request),
    isReport: (request) => engine.isReport(request),
    pagingOf: (request) => engine.pagingOf(request),
    tokenOf: (request) => tokenOf(wire, request),
    namespaceOf: (request) => namespaceIn(wire, request),
    reply: (request, world) => engine.reply(request, world),
    failure: (status) => engine.refusal(status).body,
    refusal: (status) => engine.refusal(status),
    events: Object.keys(wire.webhooks ?? {}),
    signsWebhooks: wire.webhookSignature !== undefined,
    bodySignature: bodySignatureOf(wire),
    deliveries: (request, world) => deliveriesOf(wire, request, { read, world }),
  }
}

/** `.json` is read as JSON, everything else as text. */
function readPage(path: string): unknown {
  const text = readFileSync(path, 'utf8')
  if (!path.endsWith('.json')) {
    return text
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${path} is no JSON: ${(error as Error).message}`)
  }
}

const hostsOf = (manifest: Plugin | undefined): string[] =>
  (manifest?.scopes ?? [])
    .filter(({ id }) => id.startsWith('net:'))
    .map(({ id }) => id.slice('net:'.length))

const apiConnectors = (manifest: Plugin | undefined): [string, ApiConnector][] =>
  Object.entries(manifest?.connectors ?? {}).filter(
    (entry): entry is [string, ApiConnector] => entry[1].kind === 'api'
  )

const isOAuth = (auth: Auth): auth is OAuth2 => auth.kind === 'oauth2'

/** Who consents in the sample, unless the request or the wire says somebody else. */
const DEFAULT_LOGIN = 'marketing@harbor-coffee.example'

function oauthOf({ oauth }: VendorWire, manifest: Plugin | undefined): SandboxOAuth | undefined {
  if (!oauth) {
    return undefined
  }
  const declared = apiConnectors(manifest).flatMap(([, { auth }]) =>
    Object.values(auth).filter(isOAuth)
  )
  const { lifetime, rotates, ...rest } = oauth
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return {
    authorize: '',
    token: '',
    ...addressesOf(declared[0]),
    login: DEFAULT_LOGIN,
    revokedLogins: [],
    descriptions: {},
    clients: Object.fromEntries(declared.flatMap(clientOf)),
    ...given,
    accessTokenSeconds: lifetime,
    ...(rotates ? { rotatesRefreshTokens: true } : {}),
  }
}

const addressesOf = (auth: OAuth2 | undefined) =>
  auth && { authorize: auth.authorize, token: auth.token, revoke: auth.revoke }

const clientOf = ({ sandbox }: OAuth2): [string, string][] =>
  sandbox ? [[sandbox.clientId, sandbox.clientSecret]] : []

/** One connection for each connector, by its first way in, to try the plugin with. */
function connectionsOf(
  manifest: Plugin | undefined,
  oauth: SandboxOAuth | undefined
): SampleConnection[] {
  return apiConnectors(manifest).map(([name, connector]) => {
    const [auth, way] = Object.entries(connector.auth)[0]
    const slug = manifest!.id.replaceAll(/[/_]/g, '-')
    const credentials = 'fields' in way ? way.sandbox : undefined
    return {
      slug,
      name: typeof connector.title === 'string' ? connector.title : slug,
      connector: name,
      auth,
      isTrialOnly: true,
      ...(credentials ? { credentials } : {}),
      ...(isOAuth(way) && oauth ? { login: oauth.login } : {}),
    }
  })
}
