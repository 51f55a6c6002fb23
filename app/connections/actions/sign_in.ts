import { currentTenant, newId } from '#foundation'
import type { Auth } from '#kit'
import type { Clock } from '../http/clock.js'
import type Connection from '../models/connection.js'
import { askForConsent, readConsent, walkSandboxConsent } from '../oauth/authorization.js'
import { oauthClient } from '../oauth/oauth_clients.js'
import { finishConnecting } from './finish_connecting.js'
import { oauthOf, redeemConsent } from './redeem_consent.js'
import { checkCredentials, storeCredentials } from './store_credentials.js'

export type ConnectOutcome =
  | { status: 'connected'; connection: Connection }
  /** The person has to agree at the vendor first; `state` and `verifier` belong into the session. */
  | { status: 'consent'; connection: Connection; url: string; state: string; verifier: string }

export interface SignIn {
  /** For keys: what the person pasted. The sandbox fills in its own. */
  credentials?: Record<string, string>
  /** For OAuth: who should consent, as a hint to the vendor. */
  login?: string
  now: Date
  /** Of the request or job behind it: its calls to the vendor carry this on in the log. */
  correlationId?: string
  clock?: Clock
}

/** Gives a source what it signs in with: by consent at the vendor, or by a key. */
export async function signInSource(
  connection: Connection,
  auth: Auth,
  wish: SignIn
): Promise<ConnectOutcome> {
  if (auth.kind === 'oauth2') {
    return byConsent(connection, wish)
  }
  const { credentials, now } = wish
  const values = checkCredentials(auth, { mode: connection.mode, credentials })
  await storeCredentials(currentTenant(), { connectionId: connection.id, values, now })
  return finish(connection, wish)
}

async function byConsent(connection: Connection, wish: SignIn): Promise<ConnectOutcome> {
  const { auth, title } = await oauthOf(connection)
  const client = await oauthClient(connection, auth, connection.mode)
  const consent = askForConsent(auth, client, wish.login)
  if (connection.mode === 'live') {
    return { status: 'consent', connection, ...consent }
  }
  const answer = await walkSandboxConsent(consent.url)
  const code = readConsent(answer, consent.state, title)
  await redeemConsent(connection, { code, verifier: consent.verifier, now: wish.now })
  return finish(connection, wish)
}

async function finish(connection: Connection, wish: SignIn): Promise<ConnectOutcome> {
  const { correlationId = newId(), clock } = wish
  await finishConnecting(connection, { correlationId, clock })
  return { status: 'connected', connection }
}
