import type { OAuth2 } from '#kit'
import { withTenant, type TenantTransaction } from '#foundation'
import {
  readCredentials,
  writeCredential,
  type StoredCredential,
} from '../credentials/credential_store.js'
import { takingTurns, VendorFailure } from '#reading'
import { oauthClient } from './oauth_clients.js'
import { requestToken, type TokenGrant } from './token_endpoint.js'

/** A token that ends within a minute is renewed before it is used. */
const MARGIN_MS = 60_000

export interface RenewableConnection {
  organizationId: string
  id: string
  pluginId: string
  authName: string
  mode: 'live' | 'sandbox'
  title: string
  auth: OAuth2
  /** Where the organization lets the plugin go. */
  hosts: ReadonlySet<string>
  signal?: AbortSignal
}

/**
 * Answers an access token that is not `stale`. One at a time renews, without a transaction open while the vendor is
 * asked; whoever comes second finds the token that the first one stored and calls nobody.
 */
export async function freshAccessToken(
  connection: RenewableConnection,
  stale: string | undefined,
  now: () => Date
): Promise<StoredCredential> {
  const usable = ({ accessToken }: Stored) =>
    accessToken && accessToken.value !== stale && !endsSoon(accessToken.expiresAt, now())
      ? accessToken
      : undefined
  return takingTurns(connection, {
    find: async () => usable(await storedOf(connection)),
    renew: async () => {
      const before = await storedOf(connection)
      return usable(before) ?? renewed(connection, before, now)
    },
  })
}

type Stored = Record<string, StoredCredential>

function storedOf({ organizationId, id }: RenewableConnection): Promise<Stored> {
  return withTenant(organizationId, (tenant) => readCredentials(tenant, id))
}

/**
 * Asks for a new token, and stores it only where the one it was made from still stands: a worker that was frozen meanwhile
 * does not overwrite what its successor, or a person who reconnected, has stored.
 */
async function renewed(
  connection: RenewableConnection,
  before: Stored,
  now: () => Date
): Promise<StoredCredential> {
  const grant = await refresh(connection, before.refreshToken?.value, now())
  return withTenant(connection.organizationId, async (tenant) => {
    await tenant.query(
      'SELECT 1 FROM connections WHERE organization_id = $1 AND id = $2 FOR UPDATE',
      [tenant.organizationId, connection.id]
    )
    const { accessToken } = await readCredentials(tenant, connection.id)
    if (accessToken && accessToken.value !== before.accessToken?.value) {
      return accessToken
    }
    await storeGrant(tenant, { connectionId: connection.id, grant, now: now() })
    return { value: grant.accessToken, expiresAt: grant.expiresAt }
  })
}

export function endsSoon(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() - now.getTime() < MARGIN_MS
}

async function refresh(
  connection: RenewableConnection,
  refreshToken: string | undefined,
  now: Date
): Promise<TokenGrant> {
  const { auth, mode, title, hosts, signal } = connection
  if (!refreshToken) {
    throw new VendorFailure({
      kind: 'authorization',
      action: 'reconnect',
      code: 'E_NO_REFRESH_TOKEN',
      message: `The access to ${title} has expired and cannot be renewed. Reconnect the source.`,
    })
  }
  const client = await oauthClient(connection, auth, mode)
  const parameters = { grant_type: 'refresh_token', refresh_token: refreshToken }
  return requestToken({ auth, client, mode, title, hosts, parameters, now, signal })
}

/** Access token first; an empty refresh token leaves the good one where it is. */
async function storeGrant(
  tenant: TenantTransaction,
  { connectionId, grant, now }: { connectionId: string; grant: TokenGrant; now: Date }
) {
  const { accessToken, refreshToken, expiresAt } = grant
  await writeCredential(tenant, {
    connectionId,
    field: 'accessToken',
    value: accessToken,
    expiresAt,
    now,
  })
  await writeCredential(tenant, { connectionId, field: 'refreshToken', value: refreshToken, now })
}
