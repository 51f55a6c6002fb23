import type { TenantTransaction } from '#foundation'
import { GENESIS, headSignature, type HeadContent } from '#audit/chain'
import { auditKeys } from '#audit/keys'

export interface Head extends HeadContent {
  keyId: string | null
  signature: string
}

/** The head as it stands, and the end of the entries as they stand; the two have to agree. */
export interface FoundHead extends Head {
  lastSequence: number
  lastHash: string | null
}

interface HeadRow {
  sequence: string
  hash: string
  key_id: string | null
  signature: string
  accepted_sequence: string
  accepted_hash: string
  last_sequence: string | null
  last_hash: string | null
}

/** `forWriting` locks the row: writers of one organization queue up here. Null where there is no head at all. */
export async function findHead(
  tenant: TenantTransaction,
  { forWriting = false } = {}
): Promise<FoundHead | null> {
  const { organizationId } = tenant
  const { rows } = await tenant.query<HeadRow>(
    `SELECT h.sequence, h.hash, h.key_id, h.signature, h.accepted_sequence, h.accepted_hash
       FROM audit_heads h WHERE h.organization_id = $1 ${forWriting ? 'FOR UPDATE' : ''}`,
    [organizationId]
  )
  const { rows: ends } = await tenant.query<{ sequence: string; hash: string }>(
    `SELECT sequence, hash FROM audit_entries WHERE organization_id = $1
      ORDER BY sequence DESC LIMIT 1`,
    [organizationId]
  )
  return rows[0] ? foundHead(organizationId, rows[0], ends[0]) : null
}

function foundHead(
  organizationId: string,
  row: HeadRow,
  end?: { sequence: string; hash: string }
): FoundHead {
  return {
    organizationId,
    sequence: Number(row.sequence),
    hash: row.hash,
    keyId: row.key_id,
    signature: row.signature,
    acceptedSequence: Number(row.accepted_sequence),
    acceptedHash: row.accepted_hash,
    lastSequence: Number(end?.sequence ?? 0),
    lastHash: end?.hash ?? GENESIS,
  }
}

/** What is wrong with the end of a chain, as a sentence; undefined where entries, head and signature agree. */
export function faultOfHead(head: FoundHead | null): string | undefined {
  if (!head) {
    return 'The head of the chain is missing.'
  }
  if (headSignature(head, head.keyId) !== head.signature) {
    return 'The signature of the last entry is invalid.'
  }
  return head.sequence !== head.lastSequence || head.hash !== head.lastHash
    ? `Entries after ${Math.min(head.sequence, head.lastSequence)} were cut off, changed or added.`
    : undefined
}

/** Writes the head, signed with the newest key. */
export async function signHead(tenant: TenantTransaction, head: HeadContent, at: Date) {
  const [{ id: keyId }] = auditKeys()
  await tenant.query(
    `INSERT INTO audit_heads AS h (organization_id, sequence, hash, key_id, signature, signed_at,
       accepted_sequence, accepted_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (organization_id) DO UPDATE SET sequence = $2, hash = $3, key_id = $4,
       signature = $5, signed_at = $6, accepted_sequence = $7, accepted_hash = $8`,
    [
      tenant.organizationId,
      head.sequence,
      head.hash,
      keyId,
      headSignature(head, keyId),
      at,
      head.acceptedSequence,
      head.acceptedHash,
    ]
  )
}

/** Begins the chain of a new organization. One that has a head keeps it. */
export async function openAuditChain(tenant: TenantTransaction, at: Date = new Date()) {
  if (await findHead(tenant)) {
    return
  }
  const { organizationId } = tenant
  const empty = { sequence: 0, hash: GENESIS, acceptedSequence: 0, acceptedHash: GENESIS }
  await signHead(tenant, { organizationId, ...empty }, at)
}
