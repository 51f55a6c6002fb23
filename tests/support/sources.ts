import { newId, withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'

/** A connected source without credentials, for tests that need a row to hang runs on. */
export async function givenConnection(
  organization: Organization,
  attributes: Partial<{ slug: string; name: string; state: string; mode: string }> = {}
) {
  const id = newId()
  const { slug, name, state, mode } = {
    slug: `source-${id.slice(-6)}`,
    name: 'Lighthouse ads',
    state: 'connected',
    mode: 'live',
    ...attributes,
  }
  await withTenant(organization.id, (tenant) =>
    tenant.query(
      `INSERT INTO connections (organization_id, id, plugin_id, plugin_version, connector, slug, name,
         mode, auth_name, state, created_at, updated_at)
       VALUES ($1, $2, 'test/source', '1.0.0', 'source', $3, $4, $5, 'none', $6, now(), now())`,
      [organization.id, id, slug, name, mode, state]
    )
  )
  return { id, slug, name }
}
