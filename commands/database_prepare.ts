import { BaseCommand, flags } from '@adonisjs/core/ace'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import db from '@adonisjs/lucid/services/db'

const SERVING_ROLES = 'quarterdeck_app, quarterdeck_worker, quarterdeck_platform'

/** Brings the schema and the job queues up to date, as the role that owns the tables. */
export default class DatabasePrepare extends BaseCommand {
  static commandName = 'database:prepare'
  static description = 'Run migrations and prepare the job queues, as the migrator role'
  static options = { startApp: true }

  @flags.boolean({ description: 'No other process works on this database: release its claims' })
  declare alone: boolean

  async run() {
    await this.migrate()
    await this.recordPlugins()
    await this.prepareJobs()
  }

  private async migrate() {
    const runner = new MigrationRunner(db, this.app, {
      direction: 'up',
      connectionName: 'migrator',
    })
    await runner.run()
    if (runner.error) {
      throw runner.error
    }
  }

  /** What this installation carries. A plugin that cannot be used is written down with the reason. */
  private async recordPlugins() {
    const { loadPlugins } = await import('#plugin_host/registry/load_plugins')
    const { recordVersions } = await import('#plugin_host/registry/record_versions')
    const { plugins } = await import('#generated/plugins')
    const recorded = await recordVersions(await loadPlugins(plugins), {
      now: new Date(),
      isProduction: this.app.inProduction,
      connection: 'migrator',
    })
    for (const { state, reason } of recorded) {
      if (state !== 'available') {
        this.logger.warning(`${reason}`)
      }
    }
  }

  private async prepareJobs() {
    const { prepareQueues } = await import('#foundation/prepare_queues')
    const { gatherJobs } = await import('#start/jobs')
    const jobs = await gatherJobs()
    await prepareQueues(process.env.DB_MIGRATOR_URL!, { jobs, isAlone: this.alone })
    await db.connection('migrator').rawQuery(`
      GRANT USAGE ON SCHEMA pgboss TO ${SERVING_ROLES};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${SERVING_ROLES};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO ${SERVING_ROLES};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO ${SERVING_ROLES}`)
    await db.manager.closeAll()
  }
}
