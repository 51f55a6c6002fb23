import type { TenantTransaction } from '#foundation'
import { faultOfAnchors } from '#audit/anchors'
import { entryHash, GENESIS, type AuditContent } from '#audit/chain'
import { faultOfHead, findHead, type FoundHead } from '#audit/head'

export type AuditVerdict =
  | {
      status: 'intact'
      entries: number
      /** Entries up to this one were accepted by the operator after a break, and are not held against it. */
      acceptedThrough?: number
    }
  | { status: 'broken'; sequence: number; reason: string }

interface Entry {
  sequence: number
  content: AuditContent
  previousHash: string
  hash: string
  keyId: string | null
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
  key_id: string | null
}

const BATCH = 1_000

/** Recomputes the organization's chain and names the first entry that does not fit. */
export async function verifyAuditChain(tenant: TenantTransaction): Promise<AuditVerdict> {
  const head = await findHead(tenant)
  let last = firstLink(head)
  let batch = await entriesAfter(tenant, last.sequence)
  while (batch.length > 0) {
    for (const entry of batch) {
      const reason = faultOf(entry, last)
      if (reason) {
        return broken(last.sequence + 1, reason)
      }
      last = entry
    }
    batch = await entriesAfter(tenant, last.sequence)
  }
  const fault = faultOfHead(head) ?? (await faultOfAnchors(tenant, head!))
  return fault ? broken(last.sequence + 1, fault) : intact(head!)
}

/** What the first entry follows: nothing, or what the operator accepted. */
function firstLink(head: FoundHead | null): Link {
  const [sequence, hash] = head ? [head.acceptedSequence, head.acceptedHash] : [0, GENESIS]
  return { sequence, hash, keyId: null }
}

type Link = Pick<Entry, 'sequence' | 'hash' | 'keyId'>

function faultOf(entry: Entry, last: Link): string | undefined {
  if (entry.sequence !== last.sequence + 1) {
    return `Entry ${last.sequence + 1} is missing.`
  }
  if (entry.previousHash !== last.hash) {
    return `Entry ${entry.sequence} does not follow the entry before it.`
  }
  return isSigned(entry, last)
    ? undefined
    : `Entry ${entry.sequence} was changed after it was written.`
}

/** Once entries are keyed, none without a key can follow: anybody can compute a plain hash. */
function isSigned(entry: Entry, last: Link): boolean {
  const fallsBack = last.keyId !== null && entry.keyId === null
  return !fallsBack && entryHash(last.hash, entry.content, entry.keyId) === entry.hash
}

function intact({ sequence, acceptedSequence }: FoundHead): AuditVerdict {
  const accepted = acceptedSequence > 0 ? { acceptedThrough: acceptedSequence } : {}
  return { status: 'intact', entries: sequence, ...accepted }
}

function broken(sequence: number, reason: string): AuditVerdict {
  return { status: 'broken', sequence, reason }
}

async function entriesAfter(tenant: TenantTransaction, sequence: number): Promise<Entry[]> {
  const { rows } = await tenant.query<EntryRow>(
    `SELECT sequence, at, actor_id, action, subject, detail, ip, previous_hash, hash, key_id
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
  return {
    sequence,
    content,
    previousHash: row.previous_hash,
    hash: row.hash,
    keyId: row.key_id,
  }
}
