import { countStock, nameDrivers } from '#billing'

/** Sources take a place of the plan until they are removed, whatever kind they are and whether they are read. */
countStock('sources', async (tenant) => {
  const { rows } = await tenant.query<{ count: string }>(
    `SELECT count(*) FROM connections WHERE organization_id = $1 AND state <> 'removed'`,
    [tenant.organizationId]
  )
  return Number(rows[0].count)
})

nameDrivers('source', {
  permission: 'sources.view',
  async lookup(tenant, ids) {
    const { rows } = await tenant.query<{ id: string; name: string }>(
      'SELECT id, name FROM connections WHERE organization_id = $1 AND id = ANY ($2)',
      [tenant.organizationId, ids]
    )
    return new Map(rows.map(({ id, name }) => [id, name]))
  },
})
