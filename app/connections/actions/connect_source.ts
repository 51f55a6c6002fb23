import { recordAudit } from '#audit'
import { reserve } from '#billing'
import { newId, Refusal, withTenant, type TenantTransaction } from '#foundation'
import type { Connector } from '#kit'
import { pluginRegistry, pluginSettings, requirePlugin, traitsOf } from '#plugin_host'
import { DateTime } from 'luxon'
import Connection from '../models/connection.js'
import { freeSlug, holdName } from '../queries/free_slug.js'
import { holdVendor } from '../queries/accounts_elsewhere.js'
import { sameSubmission } from '../queries/same_submission.js'
import { sourceToRenew } from '../queries/source_to_renew.js'
import { noteReconnection } from './reconnect_source.js'
import {
  consentToAsk,
  proveSignIn,
  type ConnectOutcome,
  type ProvenSignIn,
  type SignIn,
} from './sign_in.js'
import { storeSignIn } from './store_sign_in.js'
import { trySource, type SourceTrial } from './try_source.js'

export interface SourceRequest extends SignIn {
  organization: { id: string }
  actor: { id: string | null; ip?: string | null }
  pluginId: string
  connector: string
  /** What the person calls it; the connector's title where left out. */
  name?: string
  mode: 'live' | 'sandbox'
  /** Name of the way of signing in; the connector's first where left out. */
  authName?: string
  settings?: Record<string, unknown>
  /** First day to read, `YYYY-MM-DD`. */
  backfillFrom?: string | null
  /** What follows in the transaction that stores the source; not where the person has to consent first. */
  follow?: (tenant: TenantTransaction, connection: Connection) => Promise<void>
}

/**
 * Connects a source. With a key, and in the sandbox, it is done in one step; with OAuth the person is sent to the
 * vendor and `CompleteConsent` does the rest. Opens its own transactions and asks the vendor between them: when the
 * vendor does not agree, a `VendorFailure` is thrown and no source remains. Where the accounts are those of a source that
 * waits to be reconnected, that source is renewed; where another reads them, it is refused.
 */
export class ConnectSource {
  /** Makes one call of a source that a person is still describing, and answers what came. */
  look(trial: SourceTrial) {
    return trySource(trial)
  }

  async execute(request: SourceRequest): Promise<ConnectOutcome> {
    const registry = await pluginRegistry(request.organization.id)
    const manifest = registry.manifestOf(request.pluginId)
    const definition = manifest.connectors?.[request.connector]
    const traits = definition && traitsOf(definition)
    if (!traits || traits.arrival === 'uploaded') {
      throw unknownConnector(request)
    }
    const connection = draft(request, definition, manifest.version)
    // Connecting is the moment of consent to the plugin, whatever the vendor answers then.
    await withTenant(request.organization.id, () => requirePlugin(request))
    if (traits.arrival === 'sent') {
      return withTenant(request.organization.id, (tenant) =>
        finish(tenant, connection, { request, proof: NOBODY_ASKED })
      )
    }
    const auth = traits.auth[connection.authName]
    const consent = await consentToAsk(connection, auth, request)
    if (consent) {
      await withTenant(request.organization.id, (tenant) => insert(tenant, connection, request))
      return { status: 'consent', connection, ...consent }
    }
    const proof = await proveSignIn(connection, auth, request)
    return withTenant(request.organization.id, (tenant) =>
      finish(tenant, connection, { request, proof })
    )
  }
}

/** A source that only receives signs in nowhere. */
const NOBODY_ASKED: ProvenSignIn = { secrets: {}, accounts: [] }

function draft(request: SourceRequest, definition: Connector, version: string): Connection {
  const traits = traitsOf(definition)
  const title = typeof definition.title === 'string' ? definition.title : request.connector
  return new Connection().fill({
    id: newId(),
    organizationId: request.organization.id,
    pluginId: request.pluginId,
    pluginVersion: version,
    connector: request.connector,
    name: request.name?.trim() || title,
    mode: request.mode,
    authName: traits.arrival === 'sent' ? 'webhook' : authNameOf(request, traits),
    settings: pluginSettings.accept(traits.settings, request.settings ?? {}, request.mode),
    publicCredentials: {},
    state: 'pending',
    syncEveryMinutes: 60,
    backfillFrom: request.backfillFrom ? DateTime.fromISO(request.backfillFrom) : null,
    createdBy: request.actor.id,
  })
}

type Traits = ReturnType<typeof traitsOf>

interface Proven {
  request: SourceRequest
  proof: ProvenSignIn
}

async function finish(
  tenant: TenantTransaction,
  connection: Connection,
  { request, proof }: Proven
): Promise<ConnectOutcome> {
  // Somebody may have switched the plugin off while the vendor was asked.
  await requirePlugin(request)
  await holdName(tenant, connection.name)
  const twin = await sameSubmission(tenant, connection, { proof, now: request.now })
  if (twin) {
    return { status: 'connected', connection: twin }
  }
  await holdVendor(tenant, connection)
  const isReceiver = proof === NOBODY_ASKED
  const known = isReceiver ? undefined : await sourceToRenew(tenant, connection, proof)
  await (known ? noteReconnection(tenant, known, request) : insert(tenant, connection, request))
  const source = await storeSignIn(tenant, known ?? connection, { proof, now: request.now })
  await (isReceiver ? undefined : request.follow?.(tenant, source))
  return { status: 'connected', connection: source }
}

async function insert(tenant: TenantTransaction, connection: Connection, request: SourceRequest) {
  await holdName(tenant, connection.name)
  await reserve(tenant, 'sources', { now: DateTime.fromJSDate(request.now) })
  connection.merge({ slug: await freeSlug(tenant, connection.name) })
  await connection.useTransaction(tenant.trx).save()
  await recordAudit(tenant, {
    actorId: request.actor.id,
    ip: request.actor.ip,
    action: 'source.connected',
    subject: `connection:${connection.id}`,
    detail: { name: connection.name, plugin: request.pluginId, mode: request.mode },
  })
}

function authNameOf({ authName }: SourceRequest, { auth }: Traits): string {
  const name = authName ?? Object.keys(auth)[0]
  if (!Object.hasOwn(auth, name)) {
    throw new Refusal({
      code: 'E_UNKNOWN_AUTH',
      status: 422,
      message: `There is no sign-in method called '${name}'. Choose one of ${Object.keys(auth).join(', ')}.`,
    })
  }
  return name
}

function unknownConnector({ pluginId, connector }: SourceRequest) {
  return new Refusal({
    code: 'E_UNKNOWN_CONNECTOR',
    status: 404,
    message: `There is no source '${connector}' in ${pluginId}. Choose one from the list of sources.`,
  })
}
