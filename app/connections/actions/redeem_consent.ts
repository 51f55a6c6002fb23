import { currentTenant } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import type { OAuth2 } from '#kit'
import type Connection from '../models/connection.js'
import { storeGrant } from '../oauth/access_token.js'
import { callbackUrl } from '../oauth/authorization.js'
import { oauthClient } from '../oauth/oauth_clients.js'
import { requestToken } from '../oauth/token_endpoint.js'
import { assertGranted, grantedHosts } from '../session/granted_hosts.js'
import { titleOf } from '../session/session_caller.js'

/** The OAuth part of a connection's connector, with the vendor's name. */
export async function oauthOf(connection: Connection): Promise<{ auth: OAuth2; title: string }> {
  const registry = await pluginRegistry()
  const connector = registry.connector(connection.pluginId, connection.connector)
  return {
    auth: connector.definition.auth[connection.authName] as OAuth2,
    title: titleOf(connector),
  }
}

/** Exchanges the code for tokens and seals them. */
export async function redeemConsent(
  connection: Connection,
  { code, verifier, now }: { code: string; verifier: string; now: Date }
) {
  const { auth, title } = await oauthOf(connection)
  assertGranted(await grantedHosts(connection), auth.token, title)
  const client = await oauthClient(connection, auth, connection.mode)
  const grant = await requestToken({
    auth,
    client,
    mode: connection.mode,
    title,
    parameters: {
      grant_type: 'authorization_code',
      code,
      redirect_uri: callbackUrl(),
      ...(verifier ? { code_verifier: verifier } : {}),
    },
    now,
  })
  await storeGrant(currentTenant(), { connectionId: connection.id, grant, now })
  connection.publicCredentials = { scope: grant.scope, consentedAt: now.toISOString() }
  await connection.save()
}
