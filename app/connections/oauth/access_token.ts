import type { OAuth2 } from '#kit'
import { withTenant } from '#foundation'
import { readCredentials, type StoredCredentials } from '../credentials/credential_store.js'
import { takingTurns } from '#reading'
import { renewedGrant } from './grants.js'
import { oauthClient, type OAuthClient } from './oauth_clients.js'
import { keptIn, storeGrant } from './stored_grant.js'
import type { TokenGrant } from './token_answer.js'
import { endsSoon } from './token_life.js'
import { fill, type Filling, type TokenAuth, type TokenContext } from './token_context.js'

export interface RenewableConnection {
  organizationId: string
  id: string
  pluginId: string
  authName: string
  mode: 'live' | 'sandbox'
  title: string
  auth: TokenAuth
  settings: Record<string, unknown>
  /** Where the organization lets the plugin go. */
  hosts: ReadonlySet<string>
  signal?: AbortSignal
}

/**
 * Answers credentials with an access token that is not `stale`. One at a time renews, without a transaction open while the
 * vendor is asked; whoever comes second finds the token that the first one stored and calls nobody.
 */
export async function freshCredentials(
  connection: RenewableConnection,
  stale: string | undefined,
  now: () => Date
): Promise<StoredCredentials> {
  const usable = (stored: StoredCredentials) => {
    const { accessToken } = stored
    const isGood =
      accessToken && accessToken.value !== stale && !endsSoon(accessToken.expiresAt, now())
    return isGood ? stored : undefined
  }
  return takingTurns(connection, {
    find: async () => usable(await storedOf(connection)),
    renew: async () => {
      const before = await storedOf(connection)
      return usable(before) ?? renewed(connection, before, now)
    },
  })
}

function storedOf({ organizationId, id }: RenewableConnection): Promise<StoredCredentials> {
  return withTenant(organizationId, (tenant) => readCredentials(tenant, id))
}

/**
 * Asks for a new token, and stores it only where the one it was made from still stands: a worker that was frozen meanwhile
 * does not overwrite what its successor, or a person who reconnected, has stored.
 */
async function renewed(
  connection: RenewableConnection,
  before: StoredCredentials,
  now: () => Date
): Promise<StoredCredentials> {
  const context = await contextFor(connection, before, now())
  const grant = completed(await renewedGrant(context), context)
  return withTenant(connection.organizationId, async (tenant) => {
    await tenant.query(
      'SELECT 1 FROM connections WHERE organization_id = $1 AND id = $2 FOR UPDATE',
      [tenant.organizationId, connection.id]
    )
    const { accessToken } = await readCredentials(tenant, connection.id)
    if (!accessToken || accessToken.value === before.accessToken?.value) {
      const stored = { connectionId: connection.id, grant, now: now() }
      await storeGrant(tenant, stored)
    }
    return readCredentials(tenant, connection.id)
  })
}

/** What the vendor leaves out of a renewal stays; of a refresh token it may say only how long it lives now. */
function completed(grant: TokenGrant, { token, credentials }: TokenContext): TokenGrant {
  const refreshToken = grant.refreshExpiresAt ? (credentials.refreshToken ?? '') : ''
  return {
    ...grant,
    refreshToken: grant.refreshToken || refreshToken,
    kept: { ...token, ...grant.kept },
  }
}

/** What a token request of this source is filled from. */
export async function contextFor<Way extends TokenAuth>(
  connection: Omit<RenewableConnection, 'auth'> & { auth: Way },
  stored: StoredCredentials,
  now: Date
): Promise<TokenContext<Way>> {
  const { auth, mode, title, settings, hosts, signal } = connection
  const values = Object.entries(stored).map(([field, { value }]) => [field, value])
  const credentials = Object.fromEntries(values)
  const filling = { title, settings, credentials, token: keptIn(stored), client: NO_CLIENT }
  const client =
    auth.kind === 'oauth2' ? await oauthClient(connection, auth, mode) : ownClient(auth, filling)
  return { ...filling, auth, mode, hosts, signal, client, now }
}

const NO_CLIENT: OAuthClient = { id: '', secret: '', fields: {} }

/** The client that the person pasted. An assertion needs none. */
const ownClient = (auth: Exclude<TokenAuth, OAuth2>, filling: Filling): OAuthClient =>
  auth.kind === 'clientCredentials'
    ? { id: fill(auth.clientId, filling), secret: fill(auth.clientSecret, filling), fields: {} }
    : NO_CLIENT
