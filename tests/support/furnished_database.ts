import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
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
