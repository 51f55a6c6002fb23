import { BaseCommand, flags } from '@adonisjs/core/ace'

/** Verifies audit chains, and goes on after a break that somebody has looked into. */
export default class AuditVerify extends BaseCommand {
  static commandName = 'audit:verify'
  static description = 'Verify the audit chain of every organization, or of one'
  static options = { startApp: true }

  @flags.string({ description: 'Slug of one organization' })
  declare organization: string

  @flags.string({
    description: 'Why a break is accepted: the log continues after it, with this as an entry',
  })
  declare accept: string

  async run() {
    const { Organization } = await import('#organizations')
    const query = Organization.query().orderBy('slug')
    const found = await (this.organization ? query.where('slug', this.organization) : query)
    if (found.length === 0) {
      this.logger.error(`There is no organization '${this.organization ?? ''}'.`)
      this.exitCode = 1
    }
    for (const organization of found) {
      await this.verify(organization)
    }
  }

  private async verify({ id, slug }: { id: string; slug: string }) {
    const { acceptAuditBreak, verifyAuditChain } = await import('#audit')
    const { withTenant } = await import('#foundation')
    const order = { reason: this.accept, now: new Date() }
    const isAccepting = Boolean(this.organization && this.accept)
    const verdict = await withTenant(id, (tenant) =>
      isAccepting ? acceptAuditBreak(tenant, order) : verifyAuditChain(tenant)
    )
    if (verdict.status === 'intact') {
      this.logger.success(`${slug}: ${verdict.entries} entries hold together.`)
      return
    }
    this.logger.error(`${slug}: broken at entry ${verdict.sequence}. ${verdict.reason}`)
    if (isAccepting) {
      this.logger.success(`${slug}: accepted; the log continues.`)
    } else {
      this.exitCode = 1
    }
  }
}
