import type { TenantTransaction } from '#foundation'

export interface AuditEntry {
  sequence: number
  at: Date
  actorName: string | null
  action: string
  subject: string
  detail: Record<string, unknown>
  ip: string | null
}

interface EntryRow extends Omit<AuditEntry, 'sequence' | 'actorName'> {
  sequence: string
  full_name: string | null
}

const PAGE_SIZE = 50

export interface AuditPage {
  entries: AuditEntry[]
  /** Where the next page starts, or null at the beginning of the chain. */
  olderThan: number | null
}

/** What happened in the organization, newest first, fifty at a time. */
export async function listAuditEntries(
  tenant: TenantTransaction,
  before: number = Number.MAX_SAFE_INTEGER
): Promise<AuditPage> {
  const { rows } = await tenant.query<EntryRow>(
    `SELECT e.sequence, e.at, u.full_name, e.action, e.subject, e.detail, e.ip
     FROM audit_entries e LEFT JOIN users u ON u.id = e.actor_id
     WHERE e.organization_id = $1 AND e.sequence < $2 ORDER BY e.sequence DESC LIMIT $3`,
    [tenant.organizationId, before, PAGE_SIZE]
  )
  const entries = rows.map(({ sequence, full_name: actorName, ...entry }) => ({
    ...entry,
    sequence: Number(sequence),
    actorName,
  }))
  const last = entries.at(-1)
  return { entries, olderThan: last && last.sequence > 1 ? last.sequence : null }
}
