import type { DateTime } from 'luxon'
import logger from '@adonisjs/core/services/logger'
import { withTenant } from '#foundation'
import { sendMail } from '#mail'
import { anchorHead } from '#audit/anchors'
import { findHead } from '#audit/head'
import { verifyAuditChain, type AuditVerdict } from '#audit/queries/verify_audit_chain'

type Broken = Extract<AuditVerdict, { status: 'broken' }>

/**
 * Verifies the chain of one organization. A sound head is kept outside the database; a broken chain is an error in the log, and
 * its owners are told by mail, each day until somebody accepts it.
 */
export class WatchAuditChain {
  async execute({ organizationId, now }: { organizationId: string; now: DateTime }) {
    const { verdict, head } = await withTenant(
      organizationId,
      async (tenant) => ({ verdict: await verifyAuditChain(tenant), head: await findHead(tenant) }),
      { readOnly: true, isolation: 'repeatable read' }
    )
    if (verdict.status === 'broken') {
      await this.alert(organizationId, verdict)
    } else if (head && head.sequence > 0) {
      await anchorHead(head, now.toJSDate())
    }
    return verdict
  }

  private async alert(organizationId: string, { reason, sequence }: Broken) {
    logger.error({ organization: organizationId, sequence, reason }, 'the audit chain is broken')
    const { rows } = await withTenant(
      organizationId,
      (tenant) =>
        tenant.query<{ email: string }>(
          `SELECT u.email FROM memberships m JOIN users u ON u.id = m.user_id
            WHERE m.organization_id = $1 AND m.role = 'owner'`,
          [organizationId]
        ),
      { readOnly: true }
    )
    for (const { email } of rows) {
      await sendMail({
        to: email,
        subject: 'The audit log of your organization was changed',
        paragraphs: [
          `The nightly check found that the audit log does not hold together any more: ${reason}`,
          'Entries before that place are as they were written. Whoever changed it had the database in their hands; ask the operator of your installation to look into it.',
        ],
        action: { label: 'Open Quarterdeck', path: '/' },
        closing: 'You get this because you own the organization, each day until it is settled.',
      })
    }
  }
}
