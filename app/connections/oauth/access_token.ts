import type { OAuth2 } from '#kit'
import { withTenant, type TenantTransaction } from '#foundation'
import {
  readCredentials,
  writeCredential,
  type StoredCredential,
} from '../credentials/credential_store.js'
import { VendorFailure } from '../vendor_failure.js'
import { oauthClient } from './oauth_clients.js'
import { requestToken, type TokenGrant } from './token_endpoint.js'

/** A token that ends within a minute is renewed before it is used. */
const MARGIN_MS = 60_000

/** Waiting for the lock includes somebody else's call to the vendor. */
const LOCK_TIMEOUT_MS = 60_000

export interface RenewableConnection {
  organizationId: string
  id: string
  pluginId: string
  authName: string
  mode: 'live' | 'sandbox'
  title: string
  auth: OAuth2
}

/**
 * Answers an access token that is not `stale`. The row of the connection is the lock: whoever comes second finds the
 * token that the first one stored and calls nobody.
 */
export async function freshAccessToken(
  connection: RenewableConnection,
  stale: string | undefined,
  now: () => Date
): Promise<StoredCredential> {
  return withTenant(
    connection.organizationId,
    async (tenant) => {
      await tenant.query(
        'SELECT 1 FROM connections WHERE organization_id = $1 AND id = $2 FOR UPDATE',
        [tenant.organizationId, connection.id]
      )
      const stored = await readCredentials(tenant, connection.id)
      const { accessToken, refreshToken } = stored
      if (accessToken && accessToken.value !== stale && !endsSoon(accessToken.expiresAt, now())) {
        return accessToken
      }
      const grant = await refresh(connection, refreshToken?.value, now())
      await storeGrant(tenant, { connectionId: connection.id, grant, now: now() })
      return { value: grant.accessToken, expiresAt: grant.expiresAt }
    },
    { statementTimeoutMs: LOCK_TIMEOUT_MS }
  )
}

export function endsSoon(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() - now.getTime() < MARGIN_MS
}

async function refresh(
  connection: RenewableConnection,
  refreshToken: string | undefined,
  now: Date
): Promise<TokenGrant> {
  const { auth, mode, title } = connection
  if (!refreshToken) {
    throw new VendorFailure({
      kind: 'authorization',
      action: 'reconnect',
      code: 'E_NO_REFRESH_TOKEN',
      message: `The access to ${title} has ended, and ${title} gave nothing to renew it with. Connect the source again.`,
    })
  }
  const client = await oauthClient(connection, auth, mode)
  const parameters = { grant_type: 'refresh_token', refresh_token: refreshToken }
  return requestToken({ auth, client, mode, title, parameters, now })
}

/** Access token first; an empty refresh token leaves the good one where it is. */
export async function storeGrant(
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
