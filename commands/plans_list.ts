import { BaseCommand } from '@adonisjs/core/ace'

/** Prints what is on offer, as `config/plans.ts` describes it, and who collects the money. */
export default class PlansList extends BaseCommand {
  static commandName = 'plans:list'
  static description = 'List the plans on offer with their prices and what they include'
  static options = { startApp: true }

  async run() {
    const { plansOnOffer } = await import('#billing/plans/catalogue')
    const { describePlan } = await import('#billing/plans/describe_plan')
    const { collectorSentence } = await import('#billing/payments/collector')
    const table = this.ui.table()
    table.head(['Plan', 'Version', 'Price per month', 'Includes'])
    for (const terms of plansOnOffer()) {
      const { name, version, price, included } = describePlan(terms)
      table.row([name, String(version), price, included.join('\n')])
    }
    table.render()
    this.logger.info(collectorSentence())
  }
}
