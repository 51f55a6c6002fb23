import { newId, ProgrammingError, withTenant } from '#foundation'
import { ConnectSource, openVendorSession, type Connection } from '#connections'
import type { Plugin, SampleConnection, SandboxRequest, VendorSandbox } from '#kit'
import type { Organization } from '#organizations'
import { pluginRegistry } from '#plugin_host'
import { connectorOf, type CompiledConnector } from '#reading'
import { loadVendorSandboxes } from '../emulator/vendors.js'
import { startEmulator, type RunningEmulator } from '../emulator/server.js'
import { listen, type Exchange } from './exchange.js'
import { hearAnnouncements } from './hook_trial.js'
import { JumpingClock } from './jumping_clock.js'
import { forget, makeOrganization } from './trial_organization.js'

/** Small pages, so that a few days make several of them. */
const PAGE_SIZE = 20

type SessionOptions = Parameters<typeof openVendorSession>[2]
type VendorSession = Awaited<ReturnType<typeof openVendorSession>>

/** What a plugin is tried with: an emulator that listens to itself, and an organization that goes away again. */
export interface Rig {
  manifest: Plugin
  /** Of a connector that calls its vendor; asking for that of another is a mistake of the case. */
  readonly connector: CompiledConnector
  /** Whether the vendor is called; others only send. */
  isCalled: boolean
  /** Names of what the vendor sends by itself. */
  events: string[]
  signsWebhooks: boolean
  bodySignature: VendorSandbox['bodySignature']
  sample: SampleConnection
  paging: VendorSandbox['paging']
  oauth: VendorSandbox['oauth']
  emulator: RunningEmulator
  /** Everything the plugin's calls carried, credentials included. */
  heard: SandboxRequest[]
  /** The newest call and its answer, as an author may read them. */
  lastExchange(): Exchange | undefined
  /** The only stream that is read, where the author names one. */
  only?: string
  root?: string
  organization: Organization
  now: Date
  /** Hears every request and answer of the session. */
  witness?: SessionOptions['witness']
  /** Puts another plugin into the session, to see that the kit notices. */
  decorate?: (session: VendorSession) => VendorSession
}

export interface Trial {
  connection: Connection
  session: VendorSession
  /** Of the rig's clock. */
  today: string
  clock: JumpingClock
}

export interface RigRequest {
  pluginId: string
  now: Date
  stream?: string
  /** Hears of every call. */
  trace?: (exchange: Exchange) => void
  /** Where the plugins lie, where not in `plugins/`. */
  root?: string
}

/** Sets everything up, does the work, and takes everything down again. */
export async function withRig<Result>(
  { pluginId, now, stream, trace, root }: RigRequest,
  work: (rig: Rig) => Promise<Result>
): Promise<Result> {
  const registry = await pluginRegistry()
  const vendors = await loadVendorSandboxes(root)
  const vendor = vendors.find(({ plugin }) => plugin === pluginId)!
  const sample = sampleOf(vendors, pluginId)!
  const emulator = await startEmulator({ now, pageSize: PAGE_SIZE, vendors })
  const before = process.env.SANDBOX_URL
  process.env.SANDBOX_URL = emulator.url
  const organization = await makeOrganization()
  const isCalled = registry.kindOf(pluginId, sample.connector) === 'api'
  const compiled = isCalled ? await connectorOf(pluginId, sample.connector) : null
  try {
    return await work({
      manifest: registry.manifestOf(pluginId),
      get connector() {
        return called(compiled)
      },
      isCalled,
      events: vendor.events ?? [],
      signsWebhooks: vendor.signsWebhooks ?? false,
      bodySignature: vendor.bodySignature,
      sample,
      paging: vendor.paging,
      oauth: vendor.oauth,
      emulator,
      ...listen(emulator, trace),
      only: stream,
      root,
      organization,
      now,
    })
  } finally {
    await forget(organization)
    await emulator.stop()
    restore(before)
  }
}

function called(connector: CompiledConnector | null): CompiledConnector {
  if (!connector) {
    throw new ProgrammingError('This plugin makes no calls, so there is no connector to read with.')
  }
  return connector
}

function sampleOf(vendors: VendorSandbox[], pluginId: string): SampleConnection | undefined {
  const vendor = vendors.find(({ plugin }) => plugin === pluginId)
  return vendor?.connections.find(({ broken }) => !broken)
}

/** What stands in for the plugin's vendor, with the connection to try it by. */
export async function sampleOfPlugin(pluginId: string, root?: string) {
  const vendors = await loadVendorSandboxes(root)
  const vendor = vendors.find(({ plugin }) => plugin === pluginId)
  const sample = sampleOf(vendors, pluginId)
  return vendor && sample ? { ...vendor, sample } : undefined
}

/** Whether the plugin brings an emulator with a connection to try. */
export const canBeReplayed = async (pluginId: string, root?: string): Promise<boolean> =>
  (await sampleOfPlugin(pluginId, root)) !== undefined

function restore(url: string | undefined) {
  if (url === undefined) {
    delete process.env.SANDBOX_URL
  } else {
    process.env.SANDBOX_URL = url
  }
}

/** Connects the sample source anew: each trial has limits and a circuit of its own. One account is connected once, so the last trial ends. */
export async function connect(
  rig: Rig,
  request: { credentials?: Record<string, string>; clock?: JumpingClock } = {}
): Promise<Connection> {
  const { manifest, sample, organization, now } = rig
  await withTenant(organization.id, ({ query }) =>
    query("UPDATE connections SET state = 'removed' WHERE organization_id = $1", [organization.id])
  )
  const outcome = await new ConnectSource().execute({
    organization,
    actor: { id: null },
    pluginId: manifest.id,
    connector: sample.connector,
    authName: sample.auth,
    name: `Trial ${newId().slice(-8)}`,
    mode: 'sandbox',
    credentials: request.credentials ?? sample.credentials,
    login: sample.login,
    settings: sample.settings,
    now,
    clock: request.clock ?? new JumpingClock(now),
  })
  await hearAnnouncements(rig, outcome.connection)
  return outcome.connection
}

/** A fresh connection, opened for reading, with nothing planted in the emulator. */
export async function givenTrial(rig: Rig): Promise<Trial> {
  rig.emulator.reset()
  const clock = new JumpingClock(rig.now)
  const connection = await connect(rig, { clock })
  const today = rig.now.toISOString().slice(0, 10)
  return { connection, clock, today, session: await open(rig, connection, clock) }
}

export async function open(
  { organization, decorate, only, witness }: Rig,
  connection: Connection,
  clock: JumpingClock
): Promise<VendorSession> {
  const options = { correlationId: newId(), clock, witness }
  const opened = await openVendorSession(organization, connection.id, options)
  const session = only === undefined ? opened : narrowed(opened, only)
  return decorate ? decorate(session) : session
}

function narrowed(session: VendorSession, only: string): VendorSession {
  const streams = new Map([...session.connector.streams].filter(([name]) => name === only))
  return { ...session, connector: { ...session.connector, streams } }
}
