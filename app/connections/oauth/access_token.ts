import type { OAuth2 } from '#kit'
import { withTenant, type TenantTransaction } from '#foundation'
import { readCredentials, type StoredCredentials } from '../credentials/credential_store.js'
import { readSharedCredentials } from '../credentials/shared_consent.js'
import { takingTurns } from '#reading'
import { renewedGrant } from './grants.js'
import { renewThrough } from './renewal.js'
import { oauthClient, type OAuthClient } from './oauth_clients.js'
import { keptIn, storeGrant } from './stored_grant.js'
import type { TokenGrant } from './token_answer.js'
import { endsSoon } from './token_life.js'
import { fill, type Filling, type TokenAuth, type TokenContext } from './token_context.js'

export interface RenewableConnection {
  organizationId: string
  id: string
  /** The source whose consent it reads with, where it is not its own. */
  consentHolderId?: string | null
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

/** Answers credentials with an access token that is not `stale`. One at a time asks the vendor; see `renewThrough`. */
export async function freshCredentials(
  connection: RenewableConnection,
  stale: string | undefined,
  now: () => Date
): Promise<StoredCredentials> {
  const { organizationId, signal } = connection
  // Of a shared consent there is one set of tokens, renewed in one place.
  const id = connection.consentHolderId ?? connection.id
  return renewThrough({
    takeTurn: (turn) => takingTurns({ id, signal }, turn),
    read: () => withTenant(organizationId, (tenant) => readSharedCredentials(tenant, connection)),
    ask: async (before) => {
      const context = await contextFor(connection, before, now())
      return completed(await renewedGrant(context), context)
    },
    replace: (before, grant) =>
      withTenant(organizationId, (tenant) =>
        replaceGrant(tenant, { connection, before, grant, now: now() })
      ),
    isUsable: ({ accessToken }) =>
      accessToken !== undefined &&
      accessToken.value !== stale &&
      !endsSoon(accessToken.expiresAt, now()),
  })
}

interface Replacement {
  connection: RenewableConnection
  before: StoredCredentials
  grant: TokenGrant
  now: Date
}

/** Under the row lock of the connection: whoever reconnects or renews at the same moment waits here. */
async function replaceGrant(
  tenant: TenantTransaction,
  { connection, before, grant, now }: Replacement
): Promise<StoredCredentials> {
  const connectionId = connection.consentHolderId ?? connection.id
  await tenant.query(
    'SELECT 1 FROM connections WHERE organization_id = $1 AND id = $2 FOR UPDATE',
    [tenant.organizationId, connectionId]
  )
  const { accessToken } = await readCredentials(tenant, connectionId)
  if (!accessToken || accessToken.value === before.accessToken?.value) {
    await storeGrant(tenant, { connectionId, grant, now })
  }
  return readSharedCredentials(tenant, connection)
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
