import { recordAudit } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import type { ApiConnector } from '#kit'
import { acceptSettings, pluginRegistry, requirePlugin } from '#plugin_host'
import { DateTime } from 'luxon'
import Connection from '../models/connection.js'
import { freeSlug } from '../queries/free_slug.js'
import { signInSource, type ConnectOutcome, type SignIn } from './sign_in.js'

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
}

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
    return signInSource(connection, definition.auth[connection.authName], wish)
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
      settings: acceptSettings(definition.settings, wish.settings ?? {}),
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
