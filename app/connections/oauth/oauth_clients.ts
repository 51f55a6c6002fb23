import db from '@adonisjs/lucid/services/db'
import encryption from '@adonisjs/core/services/encryption'
import type { OAuth2 } from '#kit'
import { Refusal } from '#foundation'
import { pluginRegistry } from '#plugin_host'

/** The client that an authorization server knows us by. */
export interface OAuthClient {
  id: string
  secret: string
  /** Values besides id and secret, such as a developer token. */
  fields: Record<string, string>
}

export interface ClientPlace {
  pluginId: string
  authName: string
}

/** One client serves all sources of a vendor family, so it is kept under the family's name. */
async function ownerOf({ pluginId }: ClientPlace): Promise<string> {
  const registry = await pluginRegistry()
  return registry.find(pluginId)?.manifest?.family ?? pluginId
}

/**
 * The platform's client of a connector, or the sandbox's where the connection is to the emulator. The two are
 * never mixed: a live token is asked for with a live client only.
 */
export async function oauthClient(
  place: ClientPlace,
  auth: OAuth2,
  mode: 'live' | 'sandbox'
): Promise<OAuthClient> {
  if (mode === 'sandbox') {
    return sandboxClient(auth)
  }
  const { pluginId, authName } = place
  const row = await db
    .from('platform_oauth_clients')
    .where({ plugin_id: await ownerOf(place), auth_name: authName })
    .first()
  const fields = row ? Object.entries(row.extra as Record<string, string>) : []
  if (!row) {
    throw noClient(pluginId, authName)
  }
  return {
    id: row.client_id,
    secret: open(row.client_secret),
    fields: Object.fromEntries(fields.map(([name, value]) => [name, open(value)])),
  }
}

function sandboxClient({ sandbox }: OAuth2): OAuthClient {
  if (!sandbox) {
    throw new Refusal({
      code: 'E_NO_SANDBOX',
      status: 422,
      message: 'This source has no sandbox. Connect your own account.',
    })
  }
  return { id: sandbox.clientId, secret: sandbox.clientSecret, fields: sandbox.fields ?? {} }
}

/** Stores the platform's client. Everything but its id is encrypted. */
export async function saveOAuthClient(place: ClientPlace, client: OAuthClient, now: Date) {
  const fields = Object.entries(client.fields)
  await db
    .table('platform_oauth_clients')
    .knexQuery.insert({
      plugin_id: await ownerOf(place),
      auth_name: place.authName,
      client_id: client.id,
      client_secret: encryption.encrypt(client.secret),
      extra: JSON.stringify(
        Object.fromEntries(fields.map(([name, value]) => [name, encryption.encrypt(value)]))
      ),
      updated_at: now,
    })
    .onConflict(['plugin_id', 'auth_name'])
    .merge()
}

function open(sealed: string): string {
  return encryption.decrypt<string>(sealed) ?? ''
}

function noClient(pluginId: string, authName: string) {
  return new Refusal({
    code: 'E_NO_OAUTH_CLIENT',
    status: 422,
    message: `This installation has no client for ${pluginId} yet, so it cannot request access. The operator sets one with node ace oauth-client:set ${pluginId} ${authName}; the sandbox works without.`,
  })
}
