import { newId, type TenantTransaction } from '#foundation'

export type EntryKind =
  | 'opened'
  | 'breached'
  | 'acknowledged'
  | 'snoozed'
  | 'woken'
  | 'resolved'
  | 'reopened'
  | 'dismissed'
  | 'assigned'
  | 'commented'

export interface NewEntry {
  incidentId: string
  kind: EntryKind
  /** Null for the engine. */
  actorId?: string | null
  detail?: Record<string, unknown>
  at: Date
}

/** Adds to the history of an incident, in the transaction of what happened. */
export async function writeEntry(tenant: TenantTransaction, entry: NewEntry) {
  const { incidentId, kind, actorId = null, detail = {}, at } = entry
  await tenant.query(
    `INSERT INTO alert_entries (organization_id, id, incident_id, kind, actor_id, detail, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tenant.organizationId,
      newId(at.getTime()),
      incidentId,
      kind,
      actorId,
      JSON.stringify(detail),
      at,
    ]
  )
}
