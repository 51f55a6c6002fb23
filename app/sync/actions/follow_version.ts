import type { PluginChanged } from '#plugin_host'
import type { TenantTransaction } from '#foundation'
import { requestSync } from './request_sync.js'
import { restartStreams } from './restart_streams.js'

type Move = Extract<PluginChanged['change'], { kind: 'moved' }>

interface ReadSource {
  id: string
  connector: string
  state: string
}

/**
 * What another version of a plugin means for the sources that read with it: rows of two identities never stand side by side, so streams
 * of another key, day or meaning begin at the beginning. Refuses while one of these sources is syncing.
 */
export async function followVersion(
  tenant: TenantTransaction,
  { pluginId, restarts, isEnabled, now }: Move
) {
  const { rows } = await tenant.query<ReadSource>(
    `SELECT id, connector, state FROM connections
     WHERE organization_id = $1 AND plugin_id = $2 AND state <> 'removed' ORDER BY id FOR UPDATE`,
    [tenant.organizationId, pluginId]
  )
  for (const { id: connectionId, connector, state } of rows) {
    const forget = restarts.get(connector) ?? []
    if (forget.length > 0) {
      const { firstDay } = await restartStreams(tenant, { connectionId, forget })
      await keepHistory(tenant, connectionId, firstDay)
      if (isEnabled && ['pending', 'connected'].includes(state)) {
        const request = { connectionId, requestedBy: null, now: now.toJSDate() }
        await requestSync(tenant, { ...request, kind: 'manual', hasNews: true })
      }
    }
  }
}

/** Without this, what grew for years would begin where a first sync begins today. */
async function keepHistory(
  tenant: TenantTransaction,
  connectionId: string,
  firstDay: string | null
) {
  await tenant.query(
    'UPDATE connections SET backfill_from = least(backfill_from, $3::date) WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, connectionId, firstDay]
  )
}
