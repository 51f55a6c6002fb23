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
  const row = await storedClient(place)
  if (!row) {
    throw noClient(place)
  }
  const fields = Object.entries(row.extra).map(([name, value]) => [name, open(value)])
  const client = { id: row.client_id, secret: open(row.client_secret) }
  return { ...client, fields: complete(Object.fromEntries(fields), auth, place) }
}

interface ClientRow {
  client_id: string
  client_secret: string
  extra: Record<string, string>
}

/** The family's, or the plugin's own of the time before it belonged to one. */
async function storedClient(place: ClientPlace): Promise<ClientRow | undefined> {
  const { pluginId, authName } = place
  const owner = await ownerOf(place)
  const rows = await db
    .from('platform_oauth_clients')
    .whereIn('plugin_id', [owner, pluginId])
    .where('auth_name', authName)
  return rows.find((row) => row.plugin_id === owner) ?? rows[0]
}

/** A client that was stored for another source of the family may lack what only this one asks for. */
function complete(
  fields: Record<string, string>,
  auth: OAuth2,
  { pluginId, authName }: ClientPlace
) {
  const missing = Object.keys(auth.clientFields ?? {}).filter((name) => !fields[name])
  if (missing.length > 0) {
    throw new Refusal({
      code: 'E_NO_OAUTH_CLIENT',
      status: 422,
      message: `The client of this installation lacks ${missing.join(', ')}, which ${pluginId} needs, so it cannot request access. The operator adds it with node ace oauth-client:set ${pluginId} ${authName}; the sandbox works without.`,
    })
  }
  return fields
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

const STORE = `
  INSERT INTO platform_oauth_clients AS c (plugin_id, auth_name, client_id, client_secret, extra, updated_at)
  VALUES (:owner, :authName, :id, :secret, :extra, :now)
  ON CONFLICT (plugin_id, auth_name) DO UPDATE SET client_id = excluded.client_id,
    client_secret = excluded.client_secret, extra = c.extra || excluded.extra, updated_at = excluded.updated_at`

/** Stores the platform's client. Everything but its id is encrypted. Values that other sources of the family need stay. */
export async function saveOAuthClient(place: ClientPlace, client: OAuthClient, now: Date) {
  const fields = Object.entries(client.fields)
  const sealed = fields.map(([name, value]) => [name, encryption.encrypt(value)])
  await db.rawQuery(STORE, {
    owner: await ownerOf(place),
    authName: place.authName,
    id: client.id,
    secret: encryption.encrypt(client.secret),
    extra: JSON.stringify(Object.fromEntries(sealed)),
    now,
  })
}

function open(sealed: string): string {
  return encryption.decrypt<string>(sealed) ?? ''
}

function noClient({ pluginId, authName }: ClientPlace) {
  return new Refusal({
    code: 'E_NO_OAUTH_CLIENT',
    status: 422,
    message: `This installation has no client for ${pluginId} yet, so it cannot request access. The operator sets one with node ace oauth-client:set ${pluginId} ${authName}; the sandbox works without.`,
  })
}
