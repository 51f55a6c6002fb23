import type { TenantTransaction } from '#foundation'
import type { Connector, OAuth2 } from '#kit'
import { pluginRegistry, traitsOf } from '#plugin_host'
import { declinedScopes } from '../oauth/declined_scopes.js'

/** A source whose consent opens another source of its vendor family. */
export interface ConsentHolder {
  id: string
  slug: string
  name: string
  pluginId: string
  authName: string
  mode: 'live' | 'sandbox'
  scope: string | null
}

const HOLDERS = `
  SELECT c.id, c.slug, c.name, c.plugin_id AS "pluginId", c.auth_name AS "authName", c.mode,
    c.public_credentials ->> 'scope' AS scope
  FROM connections c
  WHERE c.organization_id = $1 AND c.state IN ('connected', 'paused')
    AND c.consent_holder_id IS NULL AND c.public_credentials ->> 'scope' IS NOT NULL
  ORDER BY c.created_at, c.id`

/** Every consent of the organization whose vendor said what it grants. */
export async function consentHolders(tenant: TenantTransaction): Promise<ConsentHolder[]> {
  const { rows } = await tenant.query<ConsentHolder>(HOLDERS, [tenant.organizationId])
  return rows
}

export interface Sought {
  pluginId: string
  definition: Connector
  authName: string
}

/**
 * Those of the consents that open this connector: of the same vendor family and way of signing in, with every permission that the
 * connector asks for. One with fewer needs a consent of its own.
 */
export async function holdersFor(
  holders: ConsentHolder[],
  { pluginId, definition, authName }: Sought
): Promise<ConsentHolder[]> {
  const registry = await pluginRegistry()
  const familyOf = (id: string) => registry.find(id)?.manifest?.family
  const family = familyOf(pluginId)
  const traits = traitsOf(definition)
  const auth = traits.auth[authName]
  if (family === undefined || auth?.kind !== 'oauth2') {
    return []
  }
  return holders.filter(
    (holder) =>
      holder.authName === authName &&
      familyOf(holder.pluginId) === family &&
      grantsAll(traits, auth, holder)
  )
}

const grantsAll = (traits: ReturnType<typeof traitsOf>, auth: OAuth2, { scope }: ConsentHolder) =>
  declinedScopes(traits, auth, scope).length === 0

/** Which live consents of the organization open a connector, as the wizard asks for one after the other. */
export async function sharableConsents(tenant: TenantTransaction) {
  const holders = await consentHolders(tenant)
  const live = holders.filter(({ mode }) => mode === 'live')
  return async (sought: Sought) => {
    const fitting = await holdersFor(live, sought)
    return fitting.map(({ id, name }) => ({ id, name }))
  }
}
