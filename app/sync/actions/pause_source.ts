import emitter from '@adonisjs/core/services/emitter'
import { Refusal, type TenantTransaction } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import { assertIsNoFile } from '../engine/assert_read.js'
import { planNextSync, unschedule } from '../engine/schedule_entry.js'
import { SourceResumed } from '../events/source_resumed.js'
import { cancelSync } from './cancel_sync.js'

export interface SourceChange {
  connectionId: string
  now: Date
}

/** Stops reading a source until it is resumed. Its numbers stay. */
export async function pauseSource(tenant: TenantTransaction, { connectionId, now }: SourceChange) {
  await pausable(tenant, connectionId)
  // The run before the connection: a run that ends locks them in the same order.
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT id FROM sync_runs WHERE organization_id = $1 AND connection_id = $2 AND kind <> 'import'
       AND status IN ('queued', 'running', 'waiting')`,
    [tenant.organizationId, connectionId]
  )
  for (const { id } of rows) {
    await cancelSync(tenant, { runId: id, now })
  }
  await changeState(tenant, { connectionId, now, from: ['pending', 'connected'], to: 'paused' })
  await unschedule(tenant, connectionId)
}

/** Reads a paused source again, from where it was left. */
export async function resumeSource(tenant: TenantTransaction, { connectionId, now }: SourceChange) {
  await changeState(tenant, { connectionId, now, from: ['paused'], to: 'connected' })
  const { pluginId, connector } = await pausable(tenant, connectionId)
  const registry = await pluginRegistry()
  if (registry.traitsOf(pluginId, connector)?.arrival !== 'sent') {
    await planNextSync(tenant, { id: connectionId, syncEveryMinutes: 0 }, now)
  }
  await emitter.emit(SourceResumed, new SourceResumed(tenant, connectionId))
}

interface NamedSource {
  name: string
  pluginId: string
  connector: string
}

async function pausable(tenant: TenantTransaction, connectionId: string): Promise<NamedSource> {
  const { rows } = await tenant.query<NamedSource>(
    `SELECT name, plugin_id AS "pluginId", connector FROM connections
     WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, connectionId]
  )
  await assertIsNoFile(rows[0])
  return rows[0]
}

interface StateChange extends SourceChange {
  from: string[]
  to: string
}

async function changeState(
  tenant: TenantTransaction,
  { connectionId, now, from, to }: StateChange
) {
  const { rowCount } = await tenant.query(
    `UPDATE connections SET state = $3, state_kind = NULL, state_reason = NULL, updated_at = $4
     WHERE organization_id = $1 AND id = $2 AND state = ANY($5::text[])`,
    [tenant.organizationId, connectionId, to, now, from]
  )
  if (rowCount !== 1) {
    throw new Refusal({
      code: 'E_SOURCE_STATE',
      status: 409,
      message:
        'The source has changed in the meantime, so nothing was done. Check its state and try again.',
    })
  }
}
