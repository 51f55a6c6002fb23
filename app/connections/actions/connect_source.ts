import { recordAudit } from '#audit'
import { newId, Refusal, withTenant, type TenantTransaction } from '#foundation'
import type { ApiConnector } from '#kit'
import { acceptSettings, pluginRegistry, requirePlugin } from '#plugin_host'
import { DateTime } from 'luxon'
import Connection from '../models/connection.js'
import { freeSlug, holdName } from '../queries/free_slug.js'
import { sameSubmission } from '../queries/same_submission.js'
import {
  consentToAsk,
  proveSignIn,
  type ConnectOutcome,
  type ProvenSignIn,
  type SignIn,
} from './sign_in.js'
import { storeSignIn } from './store_sign_in.js'

export interface SourceWish extends SignIn {
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
 * vendor does not agree, a `VendorFailure` is thrown and no source remains.
 */
export class ConnectSource {
  async execute(wish: SourceWish): Promise<ConnectOutcome> {
    const registry = await pluginRegistry()
    const manifest = registry.manifestOf(wish.pluginId)
    const definition = manifest.connectors?.[wish.connector]
    if (definition?.kind !== 'api') {
      throw unknownConnector(wish)
    }
    const connection = draft(wish, definition, manifest.version)
    const auth = definition.auth[connection.authName]
    // Connecting is the moment of consent to the plugin, whatever the vendor answers then.
    await withTenant(wish.organization.id, () => requirePlugin(wish))
    const consent = await consentToAsk(connection, auth, wish)
    if (consent) {
      await withTenant(wish.organization.id, (tenant) => insert(tenant, connection, wish))
      return { status: 'consent', connection, ...consent }
    }
    const proof = await proveSignIn(connection, auth, wish)
    return withTenant(wish.organization.id, (tenant) => finish(tenant, connection, { wish, proof }))
  }
}

function draft(wish: SourceWish, definition: ApiConnector, version: string): Connection {
  const title = typeof definition.title === 'string' ? definition.title : wish.connector
  return new Connection().fill({
    id: newId(),
    organizationId: wish.organization.id,
    pluginId: wish.pluginId,
    pluginVersion: version,
    connector: wish.connector,
    name: wish.name?.trim() || title,
    mode: wish.mode,
    authName: authNameOf(wish, definition),
    settings: acceptSettings(definition.settings, wish.settings ?? {}),
    publicCredentials: {},
    state: 'pending',
    syncEveryMinutes: 60,
    backfillFrom: wish.backfillFrom ? DateTime.fromISO(wish.backfillFrom) : null,
    createdBy: wish.actor.id,
  })
}

interface Proven {
  wish: SourceWish
  proof: ProvenSignIn
}

async function finish(
  tenant: TenantTransaction,
  connection: Connection,
  { wish, proof }: Proven
): Promise<ConnectOutcome> {
  // Somebody may have switched the plugin off while the vendor was asked.
  await requirePlugin(wish)
  await holdName(tenant, connection.name)
  const twin = await sameSubmission(tenant, connection, { proof, now: wish.now })
  if (twin) {
    return { status: 'connected', connection: twin }
  }
  await insert(tenant, connection, wish)
  await storeSignIn(tenant, connection, { proof, now: wish.now })
  await wish.follow?.(tenant, connection)
  return { status: 'connected', connection }
}

async function insert(tenant: TenantTransaction, connection: Connection, wish: SourceWish) {
  await holdName(tenant, connection.name)
  connection.merge({ slug: await freeSlug(tenant, connection.name) })
  await connection.useTransaction(tenant.trx).save()
  await recordAudit(tenant, {
    actorId: wish.actor.id,
    ip: wish.actor.ip,
    action: 'source.connected',
    subject: `connection:${connection.id}`,
    detail: { name: connection.name, plugin: wish.pluginId, mode: wish.mode },
  })
}

function authNameOf({ authName }: SourceWish, { auth }: ApiConnector): string {
  const name = authName ?? Object.keys(auth)[0]
  if (!Object.hasOwn(auth, name)) {
    throw new Refusal({
      code: 'E_UNKNOWN_AUTH',
      status: 422,
      message: `There is no way of signing in called '${name}'. Choose one of ${Object.keys(auth).join(', ')}.`,
    })
  }
  return name
}

function unknownConnector({ pluginId, connector }: SourceWish) {
  return new Refusal({
    code: 'E_UNKNOWN_CONNECTOR',
    status: 404,
    message: `There is no source '${connector}' in ${pluginId}. Choose one from the list of sources.`,
  })
}
