import { BaseCommand, flags } from '@adonisjs/core/ace'

/** Says whether the tables could be distributed by organization as they are (docs/operators.md). */
export default class WarehouseDoctor extends BaseCommand {
  static commandName = 'warehouse:doctor'
  static description = 'Check that every tenant table can be distributed by organization'
  static options = { startApp: true }

  @flags.string({ description: 'Schema to examine', default: 'public' })
  declare schema: string

  async run() {
    const { default: db } = await import('@adonisjs/lucid/services/db')
    const { distributionFaults } = await import('#warehouse/queries/distribution_faults')
    const faults = await distributionFaults((sql) => db.rawQuery(sql), this.schema)
    for (const { subject, rule } of faults) {
      this.logger.error(`${subject}: ${rule}`)
    }
    if (faults.length === 0) {
      this.logger.success('Every tenant table can be distributed by organization.')
    } else {
      this.exitCode = 1
    }
  }
}
