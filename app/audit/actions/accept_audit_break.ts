import type { TenantTransaction } from '#foundation'
import { appendEntry } from '#audit/actions/record_audit'
import { lastAnchored } from '#audit/anchors'
import { GENESIS } from '#audit/chain'
import { findHead } from '#audit/head'
import { verifyAuditChain, type AuditVerdict } from '#audit/queries/verify_audit_chain'

/**
 * Goes on after a break that the operator has looked into. What is there stays as it is and counts as unverified; the new
 * entry says what was found and why it was accepted, and the chain is held together from here. Answers what was found.
 */
export async function acceptAuditBreak(
  tenant: TenantTransaction,
  { reason, now }: { reason: string; now: Date }
): Promise<AuditVerdict> {
  const verdict = await verifyAuditChain(tenant)
  if (verdict.status === 'broken') {
    const subject = `organization:${tenant.organizationId}`
    const detail = { reason, found: verdict.reason }
    await appendEntry(tenant, await acceptedHead(tenant), {
      ...{ actorId: null, action: 'audit.break_accepted', subject, detail },
      at: now,
    })
  }
  return verdict
}

/** Behind every number that was ever given, so that none is given twice. */
async function acceptedHead(tenant: TenantTransaction) {
  const { organizationId } = tenant
  const head = await findHead(tenant, { forWriting: true })
  const { rows } = await tenant.query<{ sequence: string; hash: string }>(
    'SELECT sequence, hash FROM audit_entries WHERE organization_id = $1 ORDER BY sequence DESC LIMIT 1',
    [organizationId]
  )
  const given = [rows[0]?.sequence, head?.sequence, await lastAnchored(organizationId)]
  const sequence = Math.max(...given.map((number) => Number(number ?? 0)))
  const hash = rows[0]?.hash ?? GENESIS
  return { organizationId, sequence, hash, acceptedSequence: sequence, acceptedHash: hash }
}
