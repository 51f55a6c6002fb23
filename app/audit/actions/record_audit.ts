import type { TenantTransaction } from '#foundation'
import { entryHash, GENESIS, headSignature, type AuditContent } from '#audit/chain'

export interface AuditEvent {
  /** The person who did it; null for the system itself. */
  actorId: string | null
  /** `noun.past_participle`, for example `member.role_changed`. */
  action: string
  /** What it was done to, for example `member:<id>`. */
  subject: string
  /** Before and after, and nothing secret. */
  detail?: Record<string, unknown>
  ip?: string | null
  at?: Date
}

interface Head {
  sequence: string
  hash: string
}

/** Appends one entry to the organization's chain, in the caller's transaction. Answers its number. */
export async function recordAudit(tenant: TenantTransaction, event: AuditEvent): Promise<number> {
  const { organizationId } = tenant
  const at = event.at ?? new Date()
  const head = await lockHead(tenant, at)
  const content = {
    organizationId,
    sequence: Number(head.sequence) + 1,
    at,
    actorId: event.actorId,
    action: event.action,
    subject: event.subject,
    detail: JSON.parse(JSON.stringify(event.detail ?? {})),
    ip: event.ip ?? null,
  }
  const hash = entryHash(head.hash, content)
  await insertEntry(tenant, content, { previous: head.hash, hash })
  await moveHead(tenant, content, hash)
  return content.sequence
}

async function insertEntry(
  tenant: TenantTransaction,
  content: AuditContent,
  { previous, hash }: { previous: string; hash: string }
) {
  const { sequence, at, actorId, action, subject, detail, ip } = content
  await tenant.query(
    `INSERT INTO audit_entries
       (organization_id, sequence, at, actor_id, action, subject, detail, ip, previous_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      content.organizationId,
      sequence,
      at,
      actorId,
      action,
      subject,
      JSON.stringify(detail),
      ip,
      previous,
      hash,
    ]
  )
}

async function moveHead(tenant: TenantTransaction, content: AuditContent, hash: string) {
  const { organizationId, sequence, at } = content
  await tenant.query(
    `UPDATE audit_heads SET sequence = $2, hash = $3, signature = $4, signed_at = $5
     WHERE organization_id = $1`,
    [organizationId, sequence, hash, headSignature(organizationId, sequence, hash), at]
  )
}

/** The row of the head is the lock of the chain: writers of one organization queue up here. */
async function lockHead(tenant: TenantTransaction, at: Date): Promise<Head> {
  const { organizationId } = tenant
  await tenant.query(
    `INSERT INTO audit_heads (organization_id, sequence, hash, signature, signed_at)
     VALUES ($1, 0, $2, $3, $4) ON CONFLICT (organization_id) DO NOTHING`,
    [organizationId, GENESIS, headSignature(organizationId, 0, GENESIS), at]
  )
  const { rows } = await tenant.query<Head>(
    'SELECT sequence, hash FROM audit_heads WHERE organization_id = $1 FOR UPDATE',
    [organizationId]
  )
  return rows[0]
}
