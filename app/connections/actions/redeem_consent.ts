import type { OAuth2 } from '#kit'
import { connectorOf, whileSomebodyWaits, type Clock } from '#reading'
import type Connection from '../models/connection.js'
import { callbackUrl } from '../oauth/authorization.js'
import { oauthClient } from '../oauth/oauth_clients.js'
import { requestToken, type TokenGrant } from '../oauth/token_endpoint.js'
import { grantedHosts } from '../queries/granted_hosts.js'

/** The OAuth part of a connection's connector, with the vendor's name. */
export async function oauthOf(connection: Connection): Promise<{ auth: OAuth2; title: string }> {
  const { definition, title } = await connectorOf(connection.pluginId, connection.connector)
  return { auth: definition.auth[connection.authName] as OAuth2, title }
}

interface Consented {
  code: string
  verifier: string
  now: Date
  clock?: Clock
}

/** Exchanges the code for tokens, which are stored nowhere yet. */
export async function redeemConsent(
  connection: Connection,
  { code, verifier, now, clock }: Consented
): Promise<TokenGrant> {
  const { auth, title } = await oauthOf(connection)
  const hosts = await grantedHosts(connection)
  const client = await oauthClient(connection, auth, connection.mode)
  const parameters = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: callbackUrl(),
    ...(verifier ? { code_verifier: verifier } : {}),
  }
  const asked = { auth, client, mode: connection.mode, title, hosts, parameters, now }
  return whileSomebodyWaits(title, (signal) => requestToken({ ...asked, signal }), clock)
}
