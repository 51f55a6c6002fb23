import { newId } from '#foundation'
import type { MappingAccount } from '#reading'
import type { Auth, OAuth2 } from '#kit'
import type { StoredCredential } from '../credentials/credential_store.js'
import type { Clock } from '#reading'
import { whileSomebodyWaits } from '#reading'
import type Connection from '../models/connection.js'
import {
  askForConsent,
  readConsent,
  walkSandboxConsent,
  type PendingConsent,
} from '../oauth/authorization.js'
import { oauthClient } from '../oauth/oauth_clients.js'
import type { TokenGrant } from '../oauth/token_endpoint.js'
import { provenAccounts } from './prove_access.js'
import { oauthOf, redeemConsent } from './redeem_consent.js'
import { checkCredentials } from './check_credentials.js'

export type ConnectOutcome =
  | { status: 'connected'; connection: Connection }
  /** The person has to agree at the vendor first; `state` and `verifier` belong into the session. */
  | ({ status: 'consent'; connection: Connection } & PendingConsent)

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

/** What a source signs in with: the vendor agreed to it, and nothing of it is stored yet. */
export interface ProvenSignIn {
  secrets: Record<string, StoredCredential>
  accounts: MappingAccount[]
  /** What may be shown of a consent. */
  consent?: Record<string, unknown>
}

/** The consent that a person has to give at the vendor first; nothing where there is none to give. */
export async function consentToAsk(
  connection: Connection,
  auth: Auth,
  { login }: SignIn
): Promise<PendingConsent | undefined> {
  return auth.kind === 'oauth2' && connection.mode === 'live'
    ? consentOf(connection, auth, login)
    : undefined
}

async function consentOf(connection: Connection, auth: OAuth2, login?: string) {
  return askForConsent(auth, await oauthClient(connection, auth, connection.mode), login)
}

/** Signs in at the vendor by a key, or by the sandbox's consent. A `VendorFailure` where the vendor does not agree. */
export async function proveSignIn(
  connection: Connection,
  auth: Auth,
  request: SignIn
): Promise<ProvenSignIn> {
  if (auth.kind === 'oauth2') {
    return proveGrant(connection, await sandboxGrant(connection, auth, request), request)
  }
  const { mode } = connection
  const values = checkCredentials(auth, { mode, credentials: request.credentials })
  const secrets = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { value, expiresAt: null }])
  )
  return { secrets, accounts: await accountsWith(connection, secrets, request) }
}

async function sandboxGrant(connection: Connection, auth: OAuth2, request: SignIn) {
  const { title } = await oauthOf(connection)
  const { url, state, verifier } = await consentOf(connection, auth, request.login)
  const walk = (signal: AbortSignal) => walkSandboxConsent(url, signal)
  const code = readConsent(await whileSomebodyWaits(title, walk, request.clock), state, title)
  return redeemConsent(connection, { code, verifier, now: request.now, clock: request.clock })
}

/** What a grant opens. Access token first: a source with only the other one would look whole. */
export async function proveGrant(
  connection: Connection,
  grant: TokenGrant,
  request: SignIn
): Promise<ProvenSignIn> {
  const { accessToken, refreshToken, expiresAt, scope } = grant
  const secrets = {
    accessToken: { value: accessToken, expiresAt },
    refreshToken: { value: refreshToken, expiresAt: null },
  }
  const consent = { scope, consentedAt: request.now.toISOString() }
  return { secrets, consent, accounts: await accountsWith(connection, secrets, request) }
}

function accountsWith(
  connection: Connection,
  trial: ProvenSignIn['secrets'],
  { correlationId = newId(), clock }: SignIn
) {
  return provenAccounts(connection, connection.settings, { correlationId, clock, trial })
}
