import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { whyPluginsAreOff } from '#plugin_host'
import { unschedule } from '../engine/schedule_entry.js'
import { requestSync } from './request_sync.js'

/** Sources that one round of the clock starts; the next round goes on with the others. */
const CLAIMS_PER_ROUND = 500

/** How long a source that could not be claimed waits for its next try. */
const PUT_OFF_MINUTES = 15

interface ClaimedSource {
  state: string
  plugin_id: string
  sync_every_minutes: number
}

interface DueSource {
  organization_id: string
  connection_id: string
}

/**
 * Starts the syncs that are due. Fair: every organization's longest waiting source comes before any
 * organization's second. Safe with several schedulers: each source is claimed under a row lock, in the
 * transaction that opens its run.
 */
export default class ClaimDueSyncs {
  /** Answers how many runs were opened. */
  async execute(now: Date): Promise<number> {
    let opened = 0
    for (const source of await dueSources(now)) {
      opened += (await claimOrPutOff(source, now)) ? 1 : 0
    }
    return opened
  }
}

/** One source that cannot be claimed neither ends the round for all others nor stands in front of the next one. */
async function claimOrPutOff(source: DueSource, now: Date): Promise<boolean> {
  try {
    return await claim(source, now)
  } catch (err) {
    logger.error({ err, source }, 'a due source could not be claimed and is put off')
    await putOff(source, now)
    return false
  }
}

/** Throws where the database is away: then no other source can be claimed either. */
async function putOff({ organization_id: id, connection_id: connectionId }: DueSource, now: Date) {
  const later = DateTime.fromJSDate(now).plus({ minutes: PUT_OFF_MINUTES }).toJSDate()
  await withTenant(id, (tenant) =>
    tenant.query(
      'UPDATE sync_schedule SET next_sync_at = $3 WHERE organization_id = $1 AND connection_id = $2',
      [id, connectionId, later]
    )
  )
}

async function dueSources(now: Date): Promise<DueSource[]> {
  const { rows } = await db.rawQuery<{ rows: DueSource[] }>(
    `SELECT organization_id, connection_id FROM sync_schedule WHERE next_sync_at <= ?
     ORDER BY row_number() OVER (PARTITION BY organization_id ORDER BY next_sync_at), next_sync_at
     LIMIT ${CLAIMS_PER_ROUND}`,
    [now]
  )
  return rows
}

function claim(source: DueSource, now: Date): Promise<boolean> {
  const key = [source.organization_id, source.connection_id]
  return withTenant(source.organization_id, async (tenant) => {
    const due = await tenant.query(
      `SELECT 1 FROM sync_schedule
       WHERE organization_id = $1 AND connection_id = $2 AND next_sync_at <= $3
       FOR UPDATE SKIP LOCKED`,
      [...key, now]
    )
    if (due.rows.length === 0) {
      return false
    }
    const { rows } = await tenant.query<ClaimedSource>(
      'SELECT state, plugin_id, sync_every_minutes FROM connections WHERE organization_id = $1 AND id = $2',
      key
    )
    if (rows.length === 0 || !['pending', 'connected'].includes(rows[0].state)) {
      await unschedule(tenant, source.connection_id)
      return false
    }
    await tenant.query(
      `UPDATE sync_schedule SET next_sync_at = $3 WHERE organization_id = $1 AND connection_id = $2`,
      [...key, DateTime.fromJSDate(now).plus({ minutes: rows[0].sync_every_minutes }).toJSDate()]
    )
    const off = await whyPluginsAreOff(tenant, [rows[0].plugin_id])
    if (off.size > 0) {
      // Still planned: switched on again, the source goes on with its next turn.
      return false
    }
    const connectionId = source.connection_id
    const run = { connectionId, kind: 'scheduled' as const, requestedBy: null, now }
    const { isNew } = await requestSync(tenant, run)
    return isNew
  })
}
