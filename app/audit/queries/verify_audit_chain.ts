import type { TenantTransaction } from '#foundation'
import { entryHash, GENESIS, headSignature, type AuditContent } from '#audit/chain'

export type AuditVerdict =
  { status: 'intact'; entries: number } | { status: 'broken'; sequence: number; reason: string }

interface Entry {
  sequence: number
  content: AuditContent
  previousHash: string
  hash: string
}

interface EntryRow {
  sequence: string
  at: Date
  actor_id: string | null
  action: string
  subject: string
  detail: Record<string, unknown>
  ip: string | null
  previous_hash: string
  hash: string
}

const BATCH = 1_000

/** Recomputes the organization's chain and names the first entry that does not fit. */
export async function verifyAuditChain(tenant: TenantTransaction): Promise<AuditVerdict> {
  let last = { sequence: 0, hash: GENESIS }
  let batch = await entriesAfter(tenant, last.sequence)
  while (batch.length > 0) {
    for (const entry of batch) {
      const reason = faultOf(entry, last)
      if (reason) {
        return { status: 'broken', sequence: last.sequence + 1, reason }
      }
      last = entry
    }
    batch = await entriesAfter(tenant, last.sequence)
  }
  return verifyHead(tenant, last)
}

function faultOf(entry: Entry, last: { sequence: number; hash: string }): string | undefined {
  if (entry.sequence !== last.sequence + 1) {
    return `Entry ${last.sequence + 1} is missing.`
  }
  if (entry.previousHash !== last.hash) {
    return `Entry ${entry.sequence} does not follow the entry before it.`
  }
  if (entryHash(last.hash, entry.content) !== entry.hash) {
    return `Entry ${entry.sequence} was changed after it was written.`
  }
  return undefined
}

async function verifyHead(
  tenant: TenantTransaction,
  last: { sequence: number; hash: string }
): Promise<AuditVerdict> {
  const { organizationId } = tenant
  const { rows } = await tenant.query<{ sequence: string; hash: string; signature: string }>(
    'SELECT sequence, hash, signature FROM audit_heads WHERE organization_id = $1',
    [organizationId]
  )
  const head = rows[0] ?? { sequence: '0', hash: GENESIS, signature: '' }
  const sequence = Number(head.sequence)
  const signed = headSignature(organizationId, sequence, head.hash) === head.signature
  if (rows.length > 0 && !signed) {
    return broken(last.sequence, 'The signature of the last entry is not ours.')
  }
  if (sequence !== last.sequence || head.hash !== last.hash) {
    return broken(last.sequence + 1, `Entries after ${last.sequence} were cut off or added.`)
  }
  return { status: 'intact', entries: last.sequence }
}

function broken(sequence: number, reason: string): AuditVerdict {
  return { status: 'broken', sequence, reason }
}

async function entriesAfter(tenant: TenantTransaction, sequence: number): Promise<Entry[]> {
  const { rows } = await tenant.query<EntryRow>(
    `SELECT sequence, at, actor_id, action, subject, detail, ip, previous_hash, hash
     FROM audit_entries WHERE organization_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
    [tenant.organizationId, sequence, BATCH]
  )
  return rows.map((row) => toEntry(tenant.organizationId, row))
}

function toEntry(organizationId: string, row: EntryRow): Entry {
  const sequence = Number(row.sequence)
  const content = {
    organizationId,
    sequence,
    at: row.at,
    actorId: row.actor_id,
    action: row.action,
    subject: row.subject,
    detail: row.detail,
    ip: row.ip,
  }
  return { sequence, content, previousHash: row.previous_hash, hash: row.hash }
}
