import { newId } from '#foundation'
import type { Auth, OAuth2 } from '#kit'
import { whileSomebodyWaits, type Clock, type ListedAccount } from '#reading'
import type { StoredCredentials } from '../credentials/credential_store.js'
import type Connection from '../models/connection.js'
import {
  askForConsent,
  readConsent,
  walkSandboxConsent,
  type PendingConsent,
} from '../oauth/authorization.js'
import { oauthClient } from '../oauth/oauth_clients.js'
import { secretsOf } from '../oauth/stored_grant.js'
import type { TokenGrant } from '../oauth/token_answer.js'
import { isTokenAuth } from '../oauth/token_context.js'
import { provenAccounts } from './prove_access.js'
import { sharedConsent } from './shared_consent.js'
import { grantForPasted, oauthOf, redeemConsent } from './redeem_consent.js'
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
  /** For OAuth: a source of the same vendor family whose consent is read with, instead of asking for another. */
  consentOf?: string
  now: Date
  /** Of the request or job behind it: its calls to the vendor carry this on in the log. */
  correlationId?: string
  clock?: Clock
}

/** What a source signs in with: the vendor agreed to it, and nothing of it is stored yet. */
export interface ProvenSignIn {
  secrets: StoredCredentials
  accounts: ListedAccount[]
  /** What may be shown of a consent. */
  consent?: Record<string, unknown>
  /** The source whose consent it reads with, where it is not its own. */
  consentHolderId?: string
}

/** The consent that a person has to give at the vendor first; nothing where there is none to give. */
export async function consentToAsk(
  connection: Connection,
  auth: Auth,
  { login, consentOf }: SignIn
): Promise<PendingConsent | undefined> {
  return auth.kind === 'oauth2' && connection.mode === 'live' && consentOf === undefined
    ? consentPage(connection, auth, login)
    : undefined
}

async function consentPage(connection: Connection, auth: OAuth2, login?: string) {
  const { title } = await oauthOf(connection)
  const { mode, settings } = connection
  const client = await oauthClient(connection, auth, mode)
  return askForConsent(auth, { client, title, settings, login })
}

/** Signs in at the vendor by a key, or by the sandbox's consent. A `VendorFailure` where the vendor does not agree. */
export async function proveSignIn(
  connection: Connection,
  auth: Auth,
  request: SignIn
): Promise<ProvenSignIn> {
  if (auth.kind === 'oauth2' && request.consentOf !== undefined) {
    return proveShared(connection, request.consentOf, request)
  }
  if (auth.kind === 'oauth2') {
    return proveGrant(connection, await sandboxGrant(connection, auth, request), request)
  }
  const { mode } = connection
  const values = checkCredentials(auth, { mode, credentials: request.credentials })
  const pasted: StoredCredentials = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { value, expiresAt: null }])
  )
  const { now, clock } = request
  const issued = isTokenAuth(auth)
    ? secretsOf(await grantForPasted(connection, auth, { stored: pasted, now, clock }))
    : {}
  const secrets = { ...pasted, ...issued }
  return { secrets, accounts: await accountsWith(connection, secrets, request) }
}

/** What the consent of another source of the family opens. Asks with its tokens, which are renewed where they are kept. */
async function proveShared(
  connection: Connection,
  holderId: string,
  { correlationId = newId(), clock }: SignIn
): Promise<ProvenSignIn> {
  const holder = await sharedConsent(connection, holderId)
  connection.merge({ consentHolderId: holder.id })
  const accounts = await provenAccounts(connection, connection.settings, { correlationId, clock })
  return { secrets: {}, consent: { scope: holder.scope }, consentHolderId: holder.id, accounts }
}

async function sandboxGrant(connection: Connection, auth: OAuth2, request: SignIn) {
  const { title } = await oauthOf(connection)
  const { url, state, verifier } = await consentPage(connection, auth, request.login)
  const walk = (signal: AbortSignal) => walkSandboxConsent(url, signal)
  const redirect = await whileSomebodyWaits(title, walk, request.clock)
  const code = readConsent(redirect, state, { auth, title })
  const { now, clock } = request
  return redeemConsent(connection, { code, verifier, redirect, now, clock })
}

/** What a grant opens. */
export async function proveGrant(
  connection: Connection,
  grant: TokenGrant,
  request: SignIn
): Promise<ProvenSignIn> {
  const secrets = secretsOf(grant)
  const consent = { scope: grant.scope, consentedAt: request.now.toISOString() }
  return { secrets, consent, accounts: await accountsWith(connection, secrets, request) }
}

function accountsWith(
  connection: Connection,
  trial: ProvenSignIn['secrets'],
  { correlationId = newId(), clock }: SignIn
) {
  return provenAccounts(connection, connection.settings, { correlationId, clock, trial })
}
