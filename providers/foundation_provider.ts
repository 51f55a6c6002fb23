import type { ApplicationService } from '@adonisjs/core/types'

/**
 * Refuses to serve under a database role that could cross tenants, keeps requests from waiting for each other's
 * connections, and closes what was opened.
 */
export default class FoundationProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { guardPools } = await import('#foundation/pool_guard')
    guardPools(await this.app.container.make('lucid.db'))
  }

  /** `QD_PROCESS` names the serving process; code generation and other commands have none. */
  async start() {
    if (process.env.QD_PROCESS) {
      const { assertServingRole } = await import('#foundation/self_test')
      await assertServingRole()
    }
  }

  async shutdown() {
    const { closeQueue } = await import('#foundation/job_queue')
    await closeQueue()
  }
}
