import type { OAuth2 } from '#kit'
import { connectorOf, whileSomebodyWaits, type Clock } from '#reading'
import type { StoredCredentials } from '../credentials/credential_store.js'
import type Connection from '../models/connection.js'
import { contextFor } from '../oauth/access_token.js'
import { callbackUrl } from '../oauth/authorization.js'
import { grantOfCode, renewedGrant } from '../oauth/grants.js'
import type { TokenGrant } from '../oauth/token_answer.js'
import type { TokenAuth, TokenContext } from '../oauth/token_context.js'
import { grantedHosts } from '../queries/granted_hosts.js'

/** The OAuth part of a connection's connector, with the vendor's name. */
export async function oauthOf(connection: Connection): Promise<{ auth: OAuth2; title: string }> {
  const { organizationId, pluginId, connector } = connection
  const { definition, title } = await connectorOf(pluginId, connector, organizationId)
  return { auth: definition.auth[connection.authName] as OAuth2, title }
}

interface Moment {
  now: Date
  clock?: Clock
}

interface Consented extends Moment {
  code: string
  verifier: string
  /** What the vendor sent the person back with. */
  redirect: URLSearchParams
}

/** Exchanges the code for tokens, which are stored nowhere yet. */
export async function redeemConsent(
  connection: Connection,
  { now, clock, ...consented }: Consented
): Promise<TokenGrant> {
  const { auth } = await oauthOf(connection)
  const redirectUri = callbackUrl()
  const ask = (context: TokenContext<OAuth2>) => grantOfCode(context, { ...consented, redirectUri })
  return whileWaiting(connection, auth, { stored: {}, now, clock, ask })
}

/** Asks for a token with what the person pasted, which is stored nowhere yet. */
export const grantForPasted = (
  connection: Connection,
  auth: TokenAuth,
  asked: Moment & { stored: StoredCredentials; place?: VendorPlace }
): Promise<TokenGrant> => whileWaiting(connection, auth, { ...asked, ask: renewedGrant })

/** Where a connector that is only described so far may go. */
interface VendorPlace {
  title: string
  hosts: ReadonlySet<string>
}

interface Asking<Way extends TokenAuth> extends Moment {
  stored: StoredCredentials
  place?: VendorPlace
  ask(context: TokenContext<Way>): Promise<TokenGrant>
}

async function whileWaiting<Way extends TokenAuth>(
  connection: Connection,
  auth: Way,
  { stored, place, now, clock, ask }: Asking<Way>
): Promise<TokenGrant> {
  const { organizationId, id, pluginId, authName, mode, settings } = connection
  const { title, hosts } = place ?? (await placeOf(connection))
  const context = { organizationId, id, pluginId, authName, mode, settings, auth, title, hosts }
  const work = async (signal: AbortSignal) =>
    ask(await contextFor({ ...context, signal }, stored, now))
  return whileSomebodyWaits(title, work, clock)
}

async function placeOf(connection: Connection): Promise<VendorPlace> {
  const { organizationId, pluginId, connector } = connection
  const { title } = await connectorOf(pluginId, connector, organizationId)
  return { title, hosts: await grantedHosts(connection) }
}
