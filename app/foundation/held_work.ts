import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { withTenant } from './tenant.js'
import type { JobReference } from './job_queue.js'

/**
 * How long work may be without a job before it counts as lost: longer than any moment in which one is handed over. The
 * clock looks every minute, so nothing stays lost for five minutes.
 */
const GRACE_MS = 180_000

/** Rows that say of themselves that somebody works on them. Conditions and moments are SQL over the table's columns. */
export interface HeldRows {
  table: string
  isOpen: string
  /** When somebody last touched the row. */
  since: string
  queues: JobReference[]
  /** Where the payloads of these queues name the row. */
  key: string
}

export interface LostRow {
  organizationId: string
  id: string
}

/**
 * Ends, or takes up again, what no job of its queues holds any more, waiting or working: in every organization, each row
 * by itself. One that cannot be ended is logged and met again in the next round.
 */
export async function forEachUnheld(
  held: HeldRows,
  now: Date,
  settle: (lost: LostRow) => Promise<unknown>
): Promise<void> {
  const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
  for (const { id: organizationId } of rows) {
    for (const id of await unheldOf(organizationId, held, now)) {
      await settle({ organizationId, id }).catch((err: Error) =>
        logger.error({ err, organizationId, id }, `lost work in ${held.table} could not be settled`)
      )
    }
  }
}

function unheldOf(organizationId: string, held: HeldRows, now: Date): Promise<string[]> {
  const { table, isOpen, since, queues, key } = held
  return withTenant(
    organizationId,
    async (tenant) => {
      const { rows } = await tenant.query<{ id: string }>(
        `SELECT id FROM ${table} WHERE organization_id = $1 AND ${isOpen} AND ${since} < $2
           AND NOT EXISTS (SELECT 1 FROM pgboss.job held WHERE held.name = ANY($3)
             AND held.state < 'completed' AND held.data ->> '${key}' = ${table}.id::text)`,
        [organizationId, new Date(now.getTime() - GRACE_MS), queues.map(({ name }) => name)]
      )
      return rows.map(({ id }) => id)
    },
    { readOnly: true }
  )
}
