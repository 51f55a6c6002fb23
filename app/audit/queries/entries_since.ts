import type { TenantTransaction } from '#foundation'

export interface NotedAction {
  sequence: number
  at: Date
  actorName: string | null
  action: string
}

/** More than these at once are one event for whoever reads them; the rest follows with the next look. */
const MOST_ENTRIES = 500

/**
 * Entries of some actions behind a number of the chain, oldest first, and the last number that was looked at. Who has seen nothing yet
 * starts at the end of the chain.
 */
export async function entriesSince(
  tenant: TenantTransaction,
  sequence: number | null,
  actions: string[]
): Promise<{ entries: NotedAction[]; latest: number }> {
  const { rows: heads } = await tenant.query<{ sequence: number }>(
    'SELECT coalesce(max(sequence), 0)::float8 AS sequence FROM audit_entries WHERE organization_id = $1',
    [tenant.organizationId]
  )
  const latest = heads[0].sequence
  if (sequence === null || sequence >= latest) {
    return { entries: [], latest }
  }
  const { rows: entries } = await tenant.query<NotedAction>(
    `SELECT e.sequence::float8 AS sequence, e.at, u.full_name AS "actorName", e.action
     FROM audit_entries e LEFT JOIN users u ON u.id = e.actor_id
     WHERE e.organization_id = $1 AND e.sequence > $2 AND e.sequence <= $3 AND e.action = ANY($4)
     ORDER BY e.sequence LIMIT $5`,
    [tenant.organizationId, sequence, latest, actions, MOST_ENTRIES]
  )
  return { entries, latest: entries.length < MOST_ENTRIES ? latest : entries.at(-1)!.sequence }
}
