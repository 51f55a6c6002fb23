import { BaseCommand } from '@adonisjs/core/ace'

/** Holds usage ledger, meters and invoices against each other, and says what does not agree. */
export default class BillingReconcile extends BaseCommand {
  static commandName = 'billing:reconcile'
  static description = 'Compare the usage ledger with the payment provider and list the gaps'
  static options = { startApp: true }

  async run() {
    const { DateTime } = await import('luxon')
    const { ReconcileBilling } = await import('#billing/actions/reconcile_billing')
    const { collectorSentence, isCollecting } = await import('#billing/payments/collector')
    if (!isCollecting()) {
      this.logger.info(collectorSentence())
      return
    }
    const reconciled = await new ReconcileBilling().execute(DateTime.utc())
    const gaps = reconciled.flatMap(({ gaps: found }) => found)
    gaps.forEach(({ message }) => this.logger.error(message))
    this.logger.info(`${reconciled.length} customers compared, ${gaps.length} gaps.`)
    this.exitCode = gaps.length > 0 ? 1 : 0
  }
}
