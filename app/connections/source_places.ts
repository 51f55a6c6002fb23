import emitter from '@adonisjs/core/services/emitter'
import { countStock, nameDrivers } from '#billing'
import { PluginChanged } from '#plugin_host'
import { removeSourcesOf } from './actions/remove_source.js'

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

/** A plugin that is purged takes its sources and their numbers along. */
emitter.on(PluginChanged, async ({ tenant, change }) => {
  if (change.kind === 'purged') {
    await removeSourcesOf(tenant, change)
  }
})
