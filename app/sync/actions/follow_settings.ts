import { Refusal, type TenantTransaction } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import { wasRead } from '../engine/read_state.js'
import { activeRun, requestSync } from './request_sync.js'
import { forgetRows } from './forget_source.js'

/** `keep`: what was read stays, the new values count from the next sync. `again`: everything is read anew. */
export type OldNumbers = 'keep' | 'again'

export interface SettingsConsequence {
  source: { id: string; name: string; pluginId: string; connector: string }
  changed: string[]
  /** Nothing where the person was not asked, because the settings do not decide what is read. */
  numbers?: OldNumbers
  requestedBy: string | null
  correlationId: string
  now: Date
}

/** What changed settings mean for numbers that were read with the old ones; answers what became of these. */
export async function followSettings(
  tenant: TenantTransaction,
  consequence: SettingsConsequence
): Promise<OldNumbers> {
  const { source, changed, numbers } = consequence
  await assertIdle(tenant, source)
  const registry = await pluginRegistry()
  const traits = registry.traitsOf(source.pluginId, source.connector)
  const isSteered = changed.some((name) => traits?.steering.includes(name))
  if (!isSteered || !(await wasRead(tenant, source.id))) {
    return 'keep'
  }
  if (!numbers) {
    throw undecided(source.name)
  }
  await (numbers === 'again' ? readAnew(tenant, consequence) : beginSlicesAnew(tenant, source.id))
  return numbers
}

/** A sync that is under way would land with the old values after the new ones were shown. */
async function assertIdle(tenant: TenantTransaction, { id, name }: SettingsConsequence['source']) {
  if (await activeRun(tenant, id)) {
    throw new Refusal({
      code: 'E_SOURCE_IS_READ',
      status: 409,
      message: `${name} is syncing with its current settings, so nothing was changed. Cancel the sync or wait until it has finished, then save again.`,
    })
  }
}

async function readAnew(tenant: TenantTransaction, consequence: SettingsConsequence) {
  const { source, requestedBy, correlationId, now } = consequence
  const { firstDay } = await forgetRows(tenant, source.id)
  // Without this a source that grew for a year would begin where the connector begins today.
  await tenant.query(
    `UPDATE connections SET backfill_from = least(backfill_from, $3::date)
     WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, source.id, firstDay]
  )
  const request = { connectionId: source.id, requestedBy, correlationId, now }
  await requestSync(tenant, { ...request, kind: 'manual' })
}

/** The vendor's place inside a slice belongs to the question that was asked with the old values. */
async function beginSlicesAnew(tenant: TenantTransaction, connectionId: string) {
  await tenant.query(
    `UPDATE stream_states SET at = at || '{"resume": null}'
     WHERE organization_id = $1 AND connection_id = $2 AND at IS NOT NULL`,
    [tenant.organizationId, connectionId]
  )
}

function undecided(name: string) {
  return new Refusal({
    code: 'E_NUMBERS_UNDECIDED',
    status: 422,
    message: `These settings change what is synced from ${name}, so nothing was changed yet. Choose whether to sync its data again or keep it.`,
  })
}
