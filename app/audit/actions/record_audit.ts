import logger from '@adonisjs/core/services/logger'
import { Refusal, type TenantTransaction } from '#foundation'
import { entryHash, type AuditContent, type HeadContent } from '#audit/chain'
import { faultOfHead, findHead, signHead, type FoundHead } from '#audit/head'
import { auditKeys } from '#audit/keys'

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

/**
 * Appends one entry to the organization's chain, in the caller's transaction. Answers its number. The end of the chain is looked
 * at first: signing what somebody changed would make it ours.
 */
export async function recordAudit(tenant: TenantTransaction, event: AuditEvent): Promise<number> {
  return appendEntry(tenant, await soundHead(tenant), event)
}

/** Writes the entry behind this head, and the head behind it. Only for who has looked at the head. */
export async function appendEntry(
  tenant: TenantTransaction,
  head: HeadContent,
  event: AuditEvent
): Promise<number> {
  const { organizationId } = tenant
  const at = event.at ?? new Date()
  const content = {
    organizationId,
    sequence: head.sequence + 1,
    at,
    actorId: event.actorId,
    action: event.action,
    subject: event.subject,
    detail: JSON.parse(JSON.stringify(event.detail ?? {})),
    ip: event.ip ?? null,
  }
  const hash = await insertEntry(tenant, content, head.hash)
  await signHead(tenant, { ...head, sequence: content.sequence, hash }, at)
  return content.sequence
}

/** Answers the hash of the entry. */
async function insertEntry(tenant: TenantTransaction, content: AuditContent, previous: string) {
  const { sequence, at, actorId, action, subject, detail, ip } = content
  const [{ id: keyId }] = auditKeys()
  const hash = entryHash(previous, content, keyId)!
  await tenant.query(
    `INSERT INTO audit_entries
       (organization_id, sequence, at, actor_id, action, subject, detail, ip, previous_hash, hash, key_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
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
      keyId,
    ]
  )
  return hash
}

async function soundHead(tenant: TenantTransaction): Promise<FoundHead> {
  const head = await findHead(tenant, { forWriting: true })
  const fault = faultOfHead(head)
  if (head && !fault) {
    return head
  }
  logger.error({ organization: tenant.organizationId, fault }, 'the audit chain is broken')
  throw new Refusal({
    code: 'E_AUDIT_BROKEN',
    status: 503,
    message:
      'The audit log of this organization was changed outside this application, so no new entry can be written and nothing was changed. Ask the operator to run `node ace audit:verify`.',
  })
}
