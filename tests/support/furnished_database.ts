import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { manifestOf } from '#custom_sources/manifest/manifest_of'
import { DESCRIBED } from './custom_sources.js'
import { givenConnection } from './sources.js'

const STREAM = {
  ...{ name: 'orders', title: 'Orders', from: { table: { schema: 'public', name: 'orders' } } },
  ...{ columns: [], key: ['id'], cursor: null, date: 'day', currency: null },
  ...{ metrics: {}, slots: [], mapping: { key: 'id' } },
}

/** A database whose server is away, with a table that is read; answers the names in addresses. */
export async function givenDatabase(organization: Organization) {
  const { id, slug } = await givenConnection(organization, { name: 'Till database' })
  await withTenant(organization.id, async (tenant) => {
    await tenant.query(
      `UPDATE connections SET plugin_id = 'quarterdeck/postgresql', connector = 'database', auth_name = 'password',
         settings = '{"host": "127.0.0.1", "port": 1, "database": "till", "tls": "none"}'
       WHERE organization_id = $1 AND id = $2`,
      [organization.id, id]
    )
    await tenant.query(
      `INSERT INTO database_streams (organization_id, connection_id, name, stream, choice, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, now(), now())`,
      [
        ...[organization.id, id, STREAM.name, JSON.stringify(STREAM)],
        JSON.stringify({ title: STREAM.title, from: STREAM.from, fields: [] }),
      ]
    )
  })
  return { database: slug, table: STREAM.name }
}

/** A source that people described; answers its name in addresses. */
export async function givenDescribed(organization: Organization) {
  const pluginId = 'own/till'
  const { id, slug } = await givenConnection(organization, { name: 'Till interface' })
  const manifest = manifestOf(DESCRIBED, { pluginId, timeZone: 'UTC' })
  await withTenant(organization.id, async (tenant) => {
    await tenant.query(
      `UPDATE connections SET plugin_id = $3, state = 'paused' WHERE organization_id = $1 AND id = $2`,
      [organization.id, id, pluginId]
    )
    await tenant.query(
      `INSERT INTO private_plugins (organization_id, plugin_id, number, digest, manifest, design, created_at)
       VALUES ($1, $2, 1, $3, $4, $5, now())`,
      [organization.id, pluginId, id, JSON.stringify(manifest), JSON.stringify(DESCRIBED)]
    )
  })
  return { described: slug }
}
