import { newId } from '#foundation'
import type { Plugin } from '#kit'
import { connectorOf, whileSomebodyWaits, type CompiledConnector } from '#reading'
import { hostsIn, publicOnly } from '#shared/granted_hosts'
import type { DayWindow } from '#shared/day_window'
import type { StoredCredentials } from '../credentials/credential_store.js'
import Connection from '../models/connection.js'
import { secretsOf } from '../oauth/stored_grant.js'
import { isTokenAuth } from '../oauth/token_context.js'
import { readerFor } from '../session/reader_for.js'
import { checkCredentials } from './check_credentials.js'
import { grantForPasted } from './redeem_consent.js'

/** A source that a person is describing: its manifest is stored nowhere yet, and neither is what it signs in with. */
export interface SourceTrial {
  organization: { id: string }
  manifest: Plugin
  connector: string
  stream: string
  mode: 'live' | 'sandbox'
  /** What the person pasted; absent where the secrets of `connectionId` are asked with. */
  credentials?: Record<string, string>
  connectionId?: string
  window: DayWindow
  maxBytes: number
  correlationId: string
  now: Date
}

/**
 * Makes the first call of a stream once and answers what came, whatever it is. A `VendorFailure` where nothing came. The
 * host that the person named is reached at public addresses only; redirects are answers like any other.
 */
export async function trySource(trial: SourceTrial) {
  const { manifest, connectionId, correlationId } = trial
  const connector = await connectorOf(manifest, trial.connector)
  const hosts = publicOnly(hostsIn(manifest.scopes.map(({ id }) => id)))
  const connection = draft(trial, connector)
  const place = { title: connector.title, hosts }
  const pasted = connectionId ? undefined : await secretsToTry(trial, connection, place)
  const ask = (signal: AbortSignal) =>
    readerFor(connection, connector, { hosts, correlationId, signal, trial: pasted }).look(
      trial.stream,
      trial,
      trial.maxBytes
    )
  return whileSomebodyWaits(connector.title, ask)
}

function draft(
  { organization, manifest, connector, mode, connectionId }: SourceTrial,
  { definition }: CompiledConnector
) {
  return new Connection().fill({
    id: connectionId ?? newId(),
    organizationId: organization.id,
    pluginId: manifest.id,
    pluginVersion: manifest.version,
    connector,
    mode,
    authName: Object.keys(definition.auth)[0],
    settings: {},
    state: 'pending',
  })
}

async function secretsToTry(
  { manifest, connector, mode, credentials, now }: SourceTrial,
  connection: Connection,
  place: { title: string; hosts: ReadonlySet<string> }
): Promise<StoredCredentials> {
  const definition = manifest.connectors![connector]
  const auth = definition.kind === 'api' ? definition.auth[connection.authName] : undefined
  const values = auth ? checkCredentials(auth, { mode, credentials }) : {}
  const stored: StoredCredentials = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { value, expiresAt: null }])
  )
  const issued =
    auth && isTokenAuth(auth)
      ? secretsOf(await grantForPasted(connection, auth, { stored, now, place }))
      : {}
  return { ...stored, ...issued }
}
