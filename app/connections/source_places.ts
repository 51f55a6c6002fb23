import { countStock } from '#billing'

/** Sources take a place of the plan until they are removed, whatever kind they are and whether they are read. */
countStock('sources', async (tenant) => {
  const { rows } = await tenant.query<{ count: string }>(
    `SELECT count(*) FROM connections WHERE organization_id = $1 AND state <> 'removed'`,
    [tenant.organizationId]
  )
  return Number(rows[0].count)
})
