import { recordAudit } from '#audit'
import { currentTenant, newId } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import type { Clock } from '../http/clock.js'
import type Connection from '../models/connection.js'
import { askForConsent, readConsent, walkSandboxConsent } from '../oauth/authorization.js'
import { oauthClient } from '../oauth/oauth_clients.js'
import type { ConnectOutcome } from './connect_source.js'
import { finishConnecting } from './finish_connecting.js'
import { oauthOf, redeemConsent } from './redeem_consent.js'
import { checkCredentials, storeCredentials } from './store_credentials.js'

export interface Reconnection {
  actor: { id: string | null; ip?: string | null }
  /** For keys: the new one. */
  credentials?: Record<string, string>
  login?: string
  now: Date
  clock?: Clock
}

/** Gives a source new credentials. Everything it has read stays; reading goes on where it stopped. */
export class ReconnectSource {
  async execute(connection: Connection, wish: Reconnection): Promise<ConnectOutcome> {
    await recordAudit(currentTenant(), {
      actorId: wish.actor.id,
      ip: wish.actor.ip,
      action: 'source.reconnected',
      subject: `connection:${connection.id}`,
      detail: { name: connection.name },
    })
    const registry = await pluginRegistry()
    const { definition } = registry.connector(connection.pluginId, connection.connector)
    const auth = definition.auth[connection.authName]
    if (auth.kind === 'oauth2') {
      return this.#byConsent(connection, wish)
    }
    const { credentials, now } = wish
    const values = checkCredentials(auth, { mode: connection.mode, credentials })
    await storeCredentials(currentTenant(), { connectionId: connection.id, values, now })
    return this.#finish(connection, wish)
  }

  async #byConsent(connection: Connection, wish: Reconnection): Promise<ConnectOutcome> {
    const { auth, title } = await oauthOf(connection)
    const client = await oauthClient(connection, auth, connection.mode)
    const consent = askForConsent(auth, client, wish.login)
    if (connection.mode === 'live') {
      return { status: 'consent', connection, ...consent }
    }
    const answer = await walkSandboxConsent(consent.url)
    const code = readConsent(answer, consent.state, title)
    await redeemConsent(connection, { code, verifier: consent.verifier, now: wish.now })
    return this.#finish(connection, wish)
  }

  async #finish(connection: Connection, { clock }: Reconnection): Promise<ConnectOutcome> {
    await finishConnecting(connection, { correlationId: newId(), clock })
    return { status: 'connected', connection }
  }
}
