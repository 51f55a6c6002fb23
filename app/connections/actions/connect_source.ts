import { recordAudit } from '#audit'
import { currentTenant, newId, Refusal } from '#foundation'
import type { ApiConnector, Auth } from '#kit'
import { checkSettings, pluginRegistry, requirePlugin } from '#plugin_host'
import { DateTime } from 'luxon'
import type { Clock } from '../http/clock.js'
import Connection from '../models/connection.js'
import { askForConsent, readConsent, walkSandboxConsent } from '../oauth/authorization.js'
import { oauthClient } from '../oauth/oauth_clients.js'
import { freeSlug } from '../queries/free_slug.js'
import { finishConnecting } from './finish_connecting.js'
import { oauthOf, redeemConsent } from './redeem_consent.js'
import { checkCredentials, storeCredentials } from './store_credentials.js'

export interface SourceWish {
  organization: { id: string }
  actor: { id: string | null; ip?: string | null }
  pluginId: string
  connector: string
  /** What the person calls it; the connector's title where left out. */
  name?: string
  mode: 'live' | 'sandbox'
  /** Name of the way of signing in; the connector's first where left out. */
  authName?: string
  /** For keys: what the person pasted. The sandbox fills in its own. */
  credentials?: Record<string, string>
  settings?: Record<string, unknown>
  /** First day to read, `YYYY-MM-DD`. */
  backfillFrom?: string | null
  /** For OAuth: who should consent, as a hint to the vendor. */
  login?: string
  now: Date
  clock?: Clock
}

export type ConnectOutcome =
  | { status: 'connected'; connection: Connection }
  /** The person has to agree at the vendor first; `state` and `verifier` belong into the session. */
  | { status: 'consent'; connection: Connection; url: string; state: string; verifier: string }

/**
 * Connects a source. With a key, and in the sandbox, it is done in one step; with OAuth the person is sent to the
 * vendor and `CompleteConsent` does the rest. Runs in the caller's transaction: when the vendor does not agree, a
 * `VendorFailure` is thrown and nothing remains.
 */
export class ConnectSource {
  async execute(wish: SourceWish): Promise<ConnectOutcome> {
    const registry = await pluginRegistry()
    const manifest = registry.manifestOf(wish.pluginId)
    const definition = manifest.connectors?.[wish.connector]
    if (definition?.kind !== 'api') {
      throw unknownConnector(wish)
    }
    await requirePlugin(wish)
    const connection = await this.#create(wish, definition, manifest.version)
    const auth = definition.auth[connection.authName]
    return auth.kind === 'oauth2'
      ? this.#byConsent(connection, wish)
      : this.#byCredentials(connection, auth, wish)
  }

  async #create(wish: SourceWish, definition: ApiConnector, version: string) {
    const title = typeof definition.title === 'string' ? definition.title : wish.connector
    const name = wish.name?.trim() || title
    const connection = await Connection.createIn(wish.organization, {
      pluginId: wish.pluginId,
      pluginVersion: version,
      connector: wish.connector,
      slug: await freeSlug(currentTenant(), name),
      name,
      mode: wish.mode,
      authName: authNameOf(wish, definition),
      settings: settingsOf(wish, definition),
      publicCredentials: {},
      state: 'pending',
      syncEveryMinutes: 60,
      backfillFrom: wish.backfillFrom ? DateTime.fromISO(wish.backfillFrom) : null,
      createdBy: wish.actor.id,
    })
    await recordAudit(currentTenant(), {
      actorId: wish.actor.id,
      ip: wish.actor.ip,
      action: 'source.connected',
      subject: `connection:${connection.id}`,
      detail: { name, plugin: wish.pluginId, mode: wish.mode },
    })
    return connection
  }

  async #byCredentials(
    connection: Connection,
    auth: Auth,
    wish: SourceWish
  ): Promise<ConnectOutcome> {
    const values = checkCredentials(auth, wish)
    await storeCredentials(currentTenant(), { connectionId: connection.id, values, now: wish.now })
    await finishConnecting(connection, { correlationId: newId(), clock: wish.clock })
    return { status: 'connected', connection }
  }

  async #byConsent(connection: Connection, wish: SourceWish): Promise<ConnectOutcome> {
    const { auth, title } = await oauthOf(connection)
    const client = await oauthClient(connection, auth, connection.mode)
    const consent = askForConsent(auth, client, wish.login)
    if (connection.mode === 'live') {
      return { status: 'consent', connection, ...consent }
    }
    const answer = await walkSandboxConsent(consent.url)
    const code = readConsent(answer, consent.state, title)
    await redeemConsent(connection, { code, verifier: consent.verifier, now: wish.now })
    await finishConnecting(connection, { correlationId: newId(), clock: wish.clock })
    return { status: 'connected', connection }
  }
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

function settingsOf({ settings }: SourceWish, definition: ApiConnector) {
  const verdict = checkSettings(definition.settings, settings ?? {})
  if (verdict.status === 'invalid') {
    throw new Refusal({
      code: 'E_SETTINGS_INVALID',
      status: 422,
      message: Object.values(verdict.problems).join(' '),
      detail: { fields: verdict.problems },
    })
  }
  return verdict.values
}

function unknownConnector({ pluginId, connector }: SourceWish) {
  return new Refusal({
    code: 'E_UNKNOWN_CONNECTOR',
    status: 404,
    message: `There is no source '${connector}' in ${pluginId}. Choose one from the list of sources.`,
  })
}
